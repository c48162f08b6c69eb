package io.parley.user.availability;

import io.parley.model.user.Availability;
import io.parley.model.user.DoNotDisturb;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a person does not want to be disturbed; neither of both: at no time. */
public record WantedDnd(@Nullable Instant until, @Nullable WantedSchedule schedule) {

    /** Never. */
    public static final UnaryOperator<Availability> NONE = said -> with(said, null);

    private static final int DAYS = 7;

    /** A schedule as it was written. */
    public record WantedSchedule(
            @Nullable List<Integer> days,
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone) {

        private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}");

        private Optional<Wish.Unfit> fault() {
            if (days == null || days.isEmpty() || !days.stream().allMatch(WantedSchedule::isDay)) {
                return unfit("days", "must be some of 1 (Monday) to 7 (Sunday)");
            }
            if (days.size() != days.stream().distinct().count()) {
                return unfit("days", "must not name a day twice");
            }
            if (time(from).isEmpty()) {
                return unfit("from", "must be a time of day such as 22:00");
            }
            if (time(to).isEmpty()) {
                return unfit("to", "must be a time of day such as 07:00");
            }
            return zone == null || !ZoneId.getAvailableZoneIds().contains(zone)
                    ? unfit(
                            "zone",
                            "must be a name of the time zone database such as Europe/Berlin")
                    : Optional.empty();
        }

        private static Optional<Wish.Unfit> unfit(String field, String rule) {
            return Optional.of(new Wish.Unfit("schedule." + field, rule));
        }

        /** Whoever wrote it may have left one out. */
        private static boolean isDay(@Nullable Integer day) {
            return day != null && day >= 1 && day <= DAYS;
        }

        private static Optional<LocalTime> time(@Nullable String text) {
            if (text == null || !TIME.matcher(text).matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(LocalTime.parse(text));
            } catch (DateTimeException notATime) {
                return Optional.empty();
            }
        }

        /** Once there is no {@link #fault}. */
        private DoNotDisturb.Schedule schedule() {
            return new DoNotDisturb.Schedule(
                    Optional.ofNullable(days).orElseThrow().stream().sorted().toList(),
                    time(from).orElseThrow(),
                    time(to).orElseThrow(),
                    Optional.ofNullable(zone).orElseThrow());
        }
    }

    /** The wish, as of now. */
    public Wish at(Instant now) {
        return Wish.faultOfEnd(until, now)
                .or(() -> Optional.ofNullable(schedule).flatMap(WantedSchedule::fault))
                .<Wish>map(unfit -> unfit)
                .orElseGet(this::fit);
    }

    private Wish fit() {
        if (until == null && schedule == null) {
            return new Wish.Fit(NONE);
        }
        var dnd =
                new DoNotDisturb(
                        Times.toMillis(until), schedule == null ? null : schedule.schedule());
        return new Wish.Fit(said -> with(said, dnd));
    }

    private static Availability with(Availability said, @Nullable DoNotDisturb dnd) {
        return new Availability(said.status(), dnd, said.presence(), said.hidesLastSeen());
    }
}
