/** The custom resources and how Podpass watches and writes them. */
@NullMarked
package io.podpass.kube;

import org.jspecify.annotations.NullMarked;
