package io.parley.chaos.alert;

import java.util.regex.Pattern;

/**
 * Prometheus' files with all times divided by {@link #FACTOR}: how long a condition holds, over how
 * much a rate is taken, how often services are asked. What counts as too much stays as it is.
 */
final class FastTime {

    static final int FACTOR = 30;

    private static final Pattern FOR = Pattern.compile("(?<=\\bfor: )(\\d+)([smh])");
    private static final Pattern WINDOW = Pattern.compile("(?<=\\[)(\\d+)([smh])(?=\\])");

    private FastTime() {}

    static String rules(String text) {
        return scaled(WINDOW, scaled(FOR, text));
    }

    /** A duration such as {@code 15s}. */
    static String of(String duration) {
        return scaled(Pattern.compile("(\\d+)([smh])"), duration);
    }

    private static String scaled(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(
                        found ->
                                Long.parseLong(found.group(1)) * millis(found.group(2)) / FACTOR
                                        + "ms");
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
    }
}
