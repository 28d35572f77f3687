/** An in-memory Kubernetes API server for laptops and tests. */
@NullMarked
package io.podpass.localkube;

import org.jspecify.annotations.NullMarked;
