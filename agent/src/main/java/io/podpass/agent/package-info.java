/** The metadata endpoint of one node: answers each pod with its own identity's tokens. */
@NullMarked
package io.podpass.agent;

import org.jspecify.annotations.NullMarked;
