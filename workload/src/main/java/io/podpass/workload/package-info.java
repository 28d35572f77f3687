/** The program that the demo's pods run: the Azure SDK for Java, unmodified. */
@NullMarked
package io.podpass.workload;

import org.jspecify.annotations.NullMarked;
