import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Adds Debian's packages and the Java runtime to the bill of materials of the jars, in CycloneDX, and prints it. */
final class Bom {
    private static final Pattern FIELD = Pattern.compile("(?m)^(\\w+): (\\S+)$");

    /** The jars' bill, the folder with a control file of each package, and the file {@code release} of the runtime. */
    public static void main(String... arguments) throws IOException {
        var json = new ObjectMapper();
        var bill = (ObjectNode) json.readTree(Path.of(arguments[0]).toFile());
        var components = bill.withArray("components");
        try (var files = Files.list(Path.of(arguments[1]))) {
            for (var file : files.sorted().toList()) {
                var fields = fields(Files.readString(file));
                add(
                        components.addObject(),
                        "library",
                        fields.get("Package"),
                        fields.get("Version"),
                        "pkg:deb/debian/" + fields.get("Package") + "@" + encoded(fields.get("Version")) + "?arch="
                                + fields.get("Architecture"));
            }
        }
        var release = new Properties();
        try (var in = Files.newBufferedReader(Path.of(arguments[2]))) {
            release.load(in);
        }
        var version = unquoted(release, "JAVA_VERSION");
        add(components.addObject(), "framework", "openjdk", version, "pkg:generic/openjdk@" + encoded(version));
        System.out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(bill));
    }

    private static String encoded(String version) {
        return URLEncoder.encode(version, UTF_8);
    }

    private static void add(ObjectNode component, String type, String name, String version, String purl) {
        component.put("type", type).put("bom-ref", purl).put("name", name).put("version", version).put("purl", purl);
    }

    private static Map<String, String> fields(String control) {
        var fields = new TreeMap<String, String>();
        FIELD.matcher(control).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        return fields;
    }

    private static String unquoted(Properties release, String key) {
        var value = release.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("the runtime does not say its " + key);
        }
        return value.replace("\"", "");
    }
}
