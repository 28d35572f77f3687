/** What a cluster and its Azure are like, read once and judged: roles, findings, and why a pod gets no token. */
@NullMarked
package io.podpass.diagnosis;

import org.jspecify.annotations.NullMarked;
