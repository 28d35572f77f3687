package io.podpass.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Draws how what a controller needs grows with the number of pods: one field for each quantity, as SVG. */
final class Curves {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final int MARGIN = 50;
    private static final int DOT = 3;

    private Curves() {}

    static String svg(List<Growth.Point> points) {
        var field = WIDTH + 2 * MARGIN;
        return String.format(Locale.ROOT, """
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                        <title>A controller in clusters of growing size</title>
                        <rect width="100%%" height="100%%" fill="white"/>
                        """, 3 * field, HEIGHT + 2 * MARGIN)
                + field(points, 0, "seconds until all are assigned", Growth.Point::seconds)
                + field(points, field, "processor milliseconds a pod", Growth.Point::processorMillis)
                + field(points, 2 * field, "heap in use, MiB", Growth.Point::heapMiB)
                + "</svg>\n";
    }

    private static String field(
            List<Growth.Point> points, int left, String title, ToDoubleFunction<Growth.Point> value) {
        var mostPods = points.stream().mapToInt(Growth.Point::pods).max().orElseThrow();
        var most = points.stream().mapToDouble(value).max().orElseThrow();
        var line = points.stream()
                .map(point -> coordinates(point.pods(), mostPods, value.applyAsDouble(point), most))
                .collect(Collectors.joining(" "));
        var dots = points.stream()
                .map(point -> {
                    var at = coordinates(point.pods(), mostPods, value.applyAsDouble(point), most)
                            .split(",", -1);
                    return "<circle cx=\"" + at[0] + "\" cy=\"" + at[1] + "\" r=\"" + DOT + "\" fill=\"#0b5fa5\"/>\n";
                })
                .collect(Collectors.joining());
        return String.format(
                        Locale.ROOT,
                        """
                        <g transform="translate(%d,%d)">
                        <text x="0" y="-20" font-weight="bold">%s</text>
                        <path d="M0,0 V%d H%d" fill="none" stroke="#555"/>
                        <text x="-6" y="%d" text-anchor="end">0</text>
                        <text x="-6" y="4" text-anchor="end">%s</text>
                        <text x="%d" y="%d" text-anchor="end">%,d pods</text>
                        <polyline points="%s" fill="none" stroke="#0b5fa5" stroke-width="2"/>
                        """,
                        left + MARGIN,
                        MARGIN,
                        title,
                        HEIGHT,
                        WIDTH,
                        HEIGHT,
                        most < 10 ? String.format(Locale.ROOT, "%.1f", most) : String.format(Locale.ROOT, "%.0f", most),
                        WIDTH,
                        HEIGHT + 20,
                        mostPods,
                        line)
                + dots
                + "</g>\n";
    }

    private static String coordinates(int pods, int mostPods, double value, double most) {
        return String.format(
                Locale.ROOT, "%.1f,%.1f", (double) WIDTH * pods / mostPods, HEIGHT - HEIGHT * value / most);
    }
}
