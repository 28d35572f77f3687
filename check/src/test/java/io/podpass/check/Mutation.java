package io.podpass.check;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Damage to a text: cut, doubled, or with values of other types where some were expected. */
final class Mutation {
    private static final Pattern VALUE = Pattern.compile("\"[^\"\\n]*\"(?!\\s*:)|\\b\\d+\\b|\\btrue\\b|(?<=: )\\S+");
    private static final List<String> OTHERS = List.of(
            "null", "[]", "{}", "[{}]", "[[1]]", "\"\"", "\"x\"", "-1", "true", "\"each.value\"", "1e400", "[null]");

    private Mutation() {}

    static String of(String text, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> text.substring(random.nextInt(text.length()));
            case 2 -> {
                var at = random.nextInt(text.length());
                yield text.substring(0, at) + text.charAt(random.nextInt(text.length())) + text.substring(at + 1);
            }
            default -> values(text, random, 1 + random.nextInt(6));
        };
    }

    private static String values(String text, Random random, int count) {
        var mutated = text;
        for (var i = 0; i < count; i++) {
            var found = VALUE.matcher(mutated).results().toList();
            if (found.isEmpty()) {
                return mutated;
            }
            var value = found.get(random.nextInt(found.size()));
            mutated = mutated.substring(0, value.start())
                    + OTHERS.get(random.nextInt(OTHERS.size()))
                    + mutated.substring(value.end());
        }
        return mutated;
    }
}
