package io.parley.stack.doctor;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Compares another clock with this machine's. */
final class Clocks {

    /** Dates of HTTP have whole seconds, and an answer takes a while. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    private Clocks() {}

    /** By the time that an answer bears. */
    static void compare(HttpResponse<?> answer, Findings findings) {
        answer.headers()
                .firstValue("Date")
                .ifPresent(
                        date -> {
                            try {
                                var there =
                                        ZonedDateTime.parse(
                                                date, DateTimeFormatter.RFC_1123_DATE_TIME);
                                compare(there.toInstant(), findings);
                            } catch (DateTimeParseException unreadable) {
                                findings.doubtful(
                                        "Its answers bear no readable date.",
                                        "Look what stands between here and it",
                                        "doctor");
                            }
                        });
    }

    static void compare(Instant there, Findings findings) {
        var difference = Duration.between(Instant.now(), there);
        if (difference.abs().compareTo(TOLERANCE) > 0) {
            findings.wrong(
                    "Its clock differs from this machine's by %d s."
                            .formatted(difference.toSeconds()),
                    "Clocks decide when tokens end and what counts as late: set up NTP on both",
                    "doctor");
        }
    }
}
