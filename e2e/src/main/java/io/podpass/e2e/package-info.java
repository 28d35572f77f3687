/** Whole-system suites. */
@NullMarked
package io.podpass.e2e;

import org.jspecify.annotations.NullMarked;
