package io.podpass.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A block at the top of a Terraform file. It is found by its place on the line, so the file has to be as {@code terraform fmt}
 * leaves it.
 *
 * @param labels what stands in quotes behind the type
 * @param attributes the block's own, not those of blocks inside
 */
record TerraformBlock(String type, List<String> labels, Map<String, String> attributes) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^(\\w+)((?: \"[^\"]+\")*) \\{\\n(.*?)^}");
    private static final Pattern LABEL = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?m)^  (\\w+) += (.*(?:\\n(?:   .*|  [\\])}].*|(?=\\n   )))*)");

    static List<TerraformBlock> parse(String text) {
        var blocks = new ArrayList<TerraformBlock>();
        var match = BLOCK.matcher(text);
        while (match.find()) {
            var labels = LABEL.matcher(match.group(2))
                    .results()
                    .map(label -> label.group(1))
                    .toList();
            blocks.add(new TerraformBlock(match.group(1), labels, attributes(match.group(3))));
        }
        return blocks;
    }

    private static Map<String, String> attributes(String body) {
        var attributes = new LinkedHashMap<String, String>();
        ATTRIBUTE.matcher(body).results().forEach(found -> attributes.put(found.group(1), found.group(2)));
        return attributes;
    }

    String name() {
        return labels.getLast();
    }
}
