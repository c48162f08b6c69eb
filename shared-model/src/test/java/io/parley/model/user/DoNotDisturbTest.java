package io.parley.model.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.user.DoNotDisturb.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Do not disturb against the clock on the wall. */
class DoNotDisturbTest {

    private static final String BERLIN = "Europe/Berlin";
    private static final List<Integer> ALL_DAYS = List.of(1, 2, 3, 4, 5, 6, 7);
    private static final LocalTime TEN = LocalTime.of(22, 0);
    private static final LocalTime SEVEN = LocalTime.of(7, 0);

    /**
     * Zones with clocks that are put forward and back, by an hour and by half of one, and never.
     */
    @Property(tries = 5_000)
    void holdsWhereTheClockOnTheWallSaysSo(
            @ForAll("schedules") Schedule schedule, @ForAll("instants") Instant now) {
        var zone = ZoneId.of(schedule.zone());
        if (isNearAChangeOfClocks(zone, now)) {
            return;
        }

        assertThat(schedule.isAt(now)).isEqualTo(byTheWall(schedule, zone, now));
    }

    @Property
    void holdsUpToItsEndWhateverTheSchedule(
            @ForAll("schedules") Schedule schedule, @ForAll("instants") Instant now) {
        assertThat(new DoNotDisturb(now.plusMillis(1), schedule).isAt(now)).isTrue();
        assertThat(new DoNotDisturb(now, schedule).isAt(now)).isEqualTo(schedule.isAt(now));
        assertThat(new DoNotDisturb(now, null).isAt(now)).isFalse();
        assertThat(new DoNotDisturb(null, null).isAt(now)).isFalse();
    }

    @Example
    void aNightBelongsToTheDayOnWhichItBegins() {
        var fridayNights = new Schedule(List.of(5), TEN, SEVEN, BERLIN);

        assertThat(fridayNights.isAt(Instant.parse("2026-05-08T19:59:59Z"))).isFalse();
        assertThat(fridayNights.isAt(Instant.parse("2026-05-08T20:00:00Z"))).isTrue();
        assertThat(fridayNights.isAt(Instant.parse("2026-05-09T04:59:59Z"))).isTrue();
        assertThat(fridayNights.isAt(Instant.parse("2026-05-09T05:00:00Z"))).isFalse();
        assertThat(fridayNights.isAt(Instant.parse("2026-05-09T20:00:00Z"))).isFalse();
    }

    @Example
    void theNightsInWhichClocksChangeEndBySevenOnTheWall() {
        var nights = new Schedule(ALL_DAYS, TEN, SEVEN, BERLIN);

        // 29 March: an hour shorter; 25 October: an hour longer
        assertThat(nights.isAt(Instant.parse("2026-03-29T04:59:59Z"))).isTrue();
        assertThat(nights.isAt(Instant.parse("2026-03-29T05:00:00Z"))).isFalse();
        assertThat(nights.isAt(Instant.parse("2026-10-25T05:59:59Z"))).isTrue();
        assertThat(nights.isAt(Instant.parse("2026-10-25T06:00:00Z"))).isFalse();
    }

    @Example
    void anEndThatNoClockShowsIsAnHourLater() {
        var quiet = new Schedule(ALL_DAYS, LocalTime.of(1, 0), LocalTime.of(2, 30), BERLIN);

        // 02:30 of 29 March 2026 is 03:30
        assertThat(quiet.isAt(Instant.parse("2026-03-29T01:29:59Z"))).isTrue();
        assertThat(quiet.isAt(Instant.parse("2026-03-29T01:30:00Z"))).isFalse();
    }

    @Example
    void theSameTimeTwiceIsAWholeDay() {
        var mondays = new Schedule(List.of(1), TEN, TEN, "UTC");

        assertThat(mondays.isAt(Instant.parse("2026-05-04T21:59:59Z"))).isFalse();
        assertThat(mondays.isAt(Instant.parse("2026-05-04T22:00:00Z"))).isTrue();
        assertThat(mondays.isAt(Instant.parse("2026-05-05T21:59:59Z"))).isTrue();
        assertThat(mondays.isAt(Instant.parse("2026-05-05T22:00:00Z"))).isFalse();
    }

    @Example
    void aPlaceThatIsNotKnownHereNeverHoldsAnybodyUndisturbed() {
        assertThat(new Schedule(ALL_DAYS, TEN, TEN, "Moon/Tranquility").isAt(Instant.EPOCH))
                .isFalse();
        assertThat(new Schedule(ALL_DAYS, TEN, TEN, "").isAt(Instant.EPOCH)).isFalse();
    }

    private static boolean byTheWall(Schedule schedule, ZoneId zone, Instant now) {
        var wall = now.atZone(zone).toLocalDateTime();
        var time = wall.toLocalTime();
        boolean today = schedule.days().contains(wall.getDayOfWeek().getValue());
        boolean yesterday = schedule.days().contains(wall.minusDays(1).getDayOfWeek().getValue());
        boolean afterFrom = !time.isBefore(schedule.from());
        boolean beforeTo = time.isBefore(schedule.to());
        return schedule.to().isAfter(schedule.from())
                ? today && afterFrom && beforeTo
                : (today && afterFrom) || (yesterday && beforeTo);
    }

    /** Within three days: a window of a day may reach that far. */
    private static boolean isNearAChangeOfClocks(ZoneId zone, Instant now) {
        var days = Duration.ofDays(3);
        var next = zone.getRules().nextTransition(now.minus(days));
        return next != null && next.getInstant().isBefore(now.plus(days));
    }

    @Provide
    Arbitrary<Schedule> schedules() {
        var times =
                Arbitraries.integers()
                        .between(0, 24 * 60 - 1)
                        .map(minute -> LocalTime.ofSecondOfDay(minute * 60L));
        var days = Arbitraries.of(ALL_DAYS).set().ofMinSize(1).map(Set::copyOf).map(List::copyOf);
        var zones =
                Arbitraries.of(
                        "UTC", BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
        return Combinators.combine(days, times, times, zones).as(Schedule::new);
    }

    @Provide
    Arbitrary<Instant> instants() {
        var begin = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        return Arbitraries.longs()
                .between(begin, begin + Duration.ofDays(730).toSeconds())
                .map(Instant::ofEpochSecond);
    }
}
