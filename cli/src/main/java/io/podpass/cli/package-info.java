/** The podpass command. */
@NullMarked
package io.podpass.cli;

import org.jspecify.annotations.NullMarked;
