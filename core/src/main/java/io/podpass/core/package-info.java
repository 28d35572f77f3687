/** Records and pure decisions: who may get which token, what to attach where. No I/O, no clock. */
@NullMarked
package io.podpass.core;

import org.jspecify.annotations.NullMarked;
