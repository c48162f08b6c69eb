package io.parley.model.user;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a person does not want to be disturbed. Nothing has to happen when it begins or ends: it is
 * looked at whenever somebody wants to know.
 *
 * @param until now, and up to that time
 * @param schedule each week at the same times, whatever {@link #until} says
 */
public record DoNotDisturb(@Nullable Instant until, @Nullable Schedule schedule) {

    /** Whether it holds at that time. */
    public boolean isAt(Instant now) {
        return (until != null && now.isBefore(until)) || (schedule != null && schedule.isAt(now));
    }

    /**
     * Times of the week at one place, by the clock on its walls.
     *
     * @param days those on which it begins, as ISO 8601 counts them: 1 is Monday
     * @param from when it begins
     * @param to when it ends; on the next day where that is not after {@link #from}
     * @param zone the place's name in the time zone database. As text: a service whose database is
     *     older than the writer's does not know each
     */
    public record Schedule(
            List<Integer> days,
            @JsonFormat(pattern = "HH:mm") LocalTime from,
            @JsonFormat(pattern = "HH:mm") LocalTime to,
            String zone) {

        public Schedule {
            days = List.copyOf(days);
        }

        /** Whether it holds at that time. In a place that is not known it never does. */
        public boolean isAt(Instant now) {
            return zone(zone).map(place -> isAt(now, place)).orElse(false);
        }

        /** The place of that name, where it is known here. */
        public static Optional<ZoneId> zone(String name) {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException unknown) {
                return Optional.empty();
            }
        }

        private boolean isAt(Instant now, ZoneId place) {
            var today = now.atZone(place).toLocalDate();
            // One that began yesterday may go on
            return Stream.of(today.minusDays(1), today)
                    .filter(day -> days.contains(day.getDayOfWeek().getValue()))
                    .anyMatch(day -> isIn(now, day, place));
        }

        /** Where clocks are put forward over an end of it, that end is as much later. */
        private boolean isIn(Instant now, LocalDate day, ZoneId place) {
            var last = to.isAfter(from) ? day : day.plusDays(1);
            var begin = day.atTime(from).atZone(place).toInstant();
            var end = last.atTime(to).atZone(place).toInstant();
            return !now.isBefore(begin) && now.isBefore(end);
        }
    }
}
