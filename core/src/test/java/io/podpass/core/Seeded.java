package io.podpass.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Choices of one case, all of them decided by its seed. */
final class Seeded {
    private final SplittableRandom random;

    Seeded(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int chances) {
        return below(chances) == 0;
    }

    boolean flip() {
        return oneIn(2);
    }

    @SafeVarargs
    final <T> T pick(T... options) {
        return options[below(options.length)];
    }

    <T> T pick(List<T> options) {
        return options.get(below(options.size()));
    }

    /** Up to {@code atMost} of them. */
    <T> List<T> several(int atMost, Supplier<T> one) {
        return Stream.generate(one).limit(below(atMost + 1)).toList();
    }

    <T> Set<T> subset(Collection<T> of) {
        return of.stream().filter(_ -> flip()).collect(Collectors.toUnmodifiableSet());
    }

    <T> List<T> shuffled(Collection<T> of) {
        var left = new ArrayList<>(of);
        return IntStream.range(0, of.size())
                .mapToObj(_ -> left.remove(below(left.size())))
                .toList();
    }

    String anyCase(String text) {
        return text.chars()
                .mapToObj(Character::toString)
                .map(letter -> flip() ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    String text(String alphabet, int length) {
        return IntStream.range(0, length)
                .mapToObj(_ -> alphabet.charAt(below(alphabet.length())))
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
