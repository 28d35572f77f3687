/** Plans, states and manifests, read into one small model and judged by rules that know no files and no network. */
@NullMarked
package io.podpass.check;

import org.jspecify.annotations.NullMarked;
