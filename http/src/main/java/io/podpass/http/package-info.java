/** How the roles are asked by HTTP: a listener that bears hostile callers, and what machines that look after a role ask it. */
@NullMarked
package io.podpass.http;

import org.jspecify.annotations.NullMarked;
