/** Measures the numbers of the design on this machine, with the agent in a process of its own. */
@NullMarked
package io.podpass.bench;

import org.jspecify.annotations.NullMarked;
