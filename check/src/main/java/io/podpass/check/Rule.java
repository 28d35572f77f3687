package io.podpass.check;

import java.util.stream.Stream;

/** Judges all files at once. A rule finds the same in the same world, whatever the order of the files. */
interface Rule {
    Stream<Observation> inspect(World world);
}
