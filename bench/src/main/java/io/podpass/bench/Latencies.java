package io.podpass.bench;

import java.util.Arrays;
import java.util.Locale;

/** How long requests took, in milliseconds. */
record Latencies(int count, double p50, double p99, double longest) {
    /** At least one time. */
    static Latencies of(long[] nanos) {
        if (nanos.length == 0) {
            throw new BenchException("nothing was measured");
        }
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted.length, percentile(sorted, .5), percentile(sorted, .99), percentile(sorted, 1));
    }

    /** The nearest rank: a time that really occurred. */
    private static double percentile(long[] sorted, double fraction) {
        var rank = (int) Math.ceil(fraction * sorted.length);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1] / 1e6;
    }

    /** For {@link #parse}. */
    String line() {
        return count + " " + p50 + " " + p99 + " " + longest;
    }

    static Latencies parse(String line) {
        var parts = line.strip().split(" ", -1);
        return new Latencies(
                Integer.parseInt(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms, longest %.1f ms", p50, p99, longest);
    }
}
