/** Clients of IMDS, Entra and ARM. */
@NullMarked
package io.podpass.azure;

import org.jspecify.annotations.NullMarked;
