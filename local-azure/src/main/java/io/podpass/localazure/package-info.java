/** ARM, Entra, IMDS, Key Vault and Blob on a laptop. */
@NullMarked
package io.podpass.localazure;

import org.jspecify.annotations.NullMarked;
