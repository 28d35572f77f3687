package io.podpass.bench;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Full load: as many requests as the server answers over kept-alive connections. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("([0-9]+) requests in");
    private static final Pattern PROBLEM = Pattern.compile("(?m)^\\s*(Non-2xx|Socket errors).*$");

    private Wrk() {}

    /** Throws {@link BenchException} when any of the requests was not answered with a token. */
    static Load run(Server server, int connections, Duration length) {
        var before = server.processorTime();
        var output = Program.run(List.of(
                "wrk",
                "-t2",
                "-c" + connections,
                "-d" + length.toSeconds() + "s",
                // A request that has no answer by then is a failure; a busy machine is none.
                "--timeout=10s",
                "-HMetadata: true",
                server.endpoint().warmUrl()));
        var used = server.processorTime().minus(before);
        var problem = PROBLEM.matcher(output);
        if (problem.find()) {
            throw new BenchException("wrk against port " + server.endpoint().port() + ": "
                    + problem.group().strip());
        }
        return new Load(Double.parseDouble(find(RATE, output)), Long.parseLong(find(COUNT, output)), used);
    }

    private static String find(Pattern pattern, String output) {
        var found = pattern.matcher(output);
        if (!found.find()) {
            throw new BenchException("wrk told no rate: " + output.strip());
        }
        return found.group(1);
    }
}
