package io.parley.chat.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A model of pods and a gateway: does it settle, at what price, and does it stay quiet then? */
class SurplusTest {

    private static final RebalanceSettings SETTINGS =
            new RebalanceSettings(2, Duration.ofSeconds(15));
    private static final long STEP = Duration.ofSeconds(1).toNanos() / Surplus.STEPS_A_SECOND;

    @Test
    void aPodThatKnowsNothingKeepsItsSessions() {
        var surplus = new Surplus(SETTINGS);

        for (var step = 0; step < 400; step++) {
            assertThat(surplus.toShed(1_000, null, step * STEP)).isZero();
        }
    }

    @Test
    void whatAGatewayToldThatIsGoneDoesNotCount() {
        var surplus = new Surplus(SETTINGS);
        var told = new Surplus.Told(500, 0, 0);

        for (var step = 0; step < 400; step++) {
            assertThat(surplus.toShed(1_000, told, step * STEP)).isZero();
        }
    }

    @Test
    void aMomentOfUnevennessIsNoReason() {
        var surplus = new Surplus(SETTINGS);

        for (var step = 0; step < 400; step++) {
            var average = step / 40 % 2 == 0 ? 500 : 1_000;
            var told = new Surplus.Told(average, average, step * STEP);
            assertThat(surplus.toShed(1_000, told, step * STEP)).isZero();
        }
    }

    @Test
    void canBeSwitchedOff() {
        var surplus = new Surplus(new RebalanceSettings(0, Duration.ofSeconds(1)));

        for (var step = 0; step < 400; step++) {
            var told = new Surplus.Told(500, 0, step * STEP);
            assertThat(surplus.toShed(1_000, told, step * STEP)).isZero();
        }
    }

    @Test
    void neverShedsMoreThanItsShareASecond() {
        var surplus = new Surplus(SETTINGS);
        var shed = 0;
        for (var step = 0; step < 20 * Surplus.STEPS_A_SECOND; step++) {
            shed += surplus.toShed(1_000, new Surplus.Told(500, 0, step * STEP), step * STEP);
        }

        assertThat(shed).isBetween(80, 20 * 5);
    }

    @Test
    void twoPodsBecomeFour() {
        settles(3, 1_000, 1_000, 0, 0);
    }

    @Test
    void fewSessionsEvenOutToo() {
        settles(3, 50, 50, 0, 0);
    }

    @Test
    void oneOfTwentyIsNew() {
        var pods = new int[20];
        Arrays.fill(pods, 1, 20, 1_000);
        settles(3, pods);
    }

    @Test
    void oneIsTooFull() {
        settles(3, 2_000, 1_000, 1_000, 1_000);
    }

    @Test
    void evenOnesStayAsTheyAre() {
        var model = new Model(1, 1_000, 1_050, 950, 1_020);

        model.run(200);

        assertThat(model.moved).isZero();
    }

    @Test
    void aHandfulIsNotWorthTheTrouble() {
        var model = new Model(1, 4, 4, 0);

        model.run(200);

        assertThat(model.moved).isZero();
    }

    private static void settles(int mostPerNeeded, int... pods) {
        var average = Arrays.stream(pods).sum() / pods.length;
        var needed = Arrays.stream(pods).map(pod -> Math.max(0, average - pod)).sum();
        for (var seed = 1; seed <= 5; seed++) {
            var model = new Model(seed, pods);

            model.run(200);

            assertThat(model.pods())
                    .as("seed %d, moved %d of %d", seed, model.moved, needed)
                    .allMatch(sessions -> Math.abs(sessions - average) <= 0.1 * average);
            assertThat(model.moved).isLessThanOrEqualTo(mostPerNeeded * needed);
            var movedSoFar = model.moved;
            model.run(600);
            assertThat(model.moved).isEqualTo(movedSoFar);
        }
    }

    /** Sessions that have to go come back within 1.5 s, by the gateway's choice. */
    private static final class Model {

        private final SplittableRandom random;
        private final int[] sessions;
        private final List<Surplus> pods;
        private final List<Long> onTheWay = new ArrayList<>();
        private long now;
        private int moved;

        Model(long seed, int... sessions) {
            this.random = new SplittableRandom(seed);
            this.sessions = sessions.clone();
            this.pods =
                    IntStream.range(0, sessions.length)
                            .mapToObj(_ -> new Surplus(SETTINGS))
                            .toList();
        }

        List<Integer> pods() {
            return Arrays.stream(sessions).boxed().toList();
        }

        void run(int seconds) {
            for (var second = 0; second < seconds; second++) {
                var told =
                        new Surplus.Told(
                                Math.ceilDiv(Arrays.stream(sessions).sum(), sessions.length),
                                Arrays.stream(sessions).min().orElseThrow(),
                                now);
                for (var step = 0; step < Surplus.STEPS_A_SECOND; step++) {
                    now += STEP;
                    for (var pod = 0; pod < sessions.length; pod++) {
                        shed(pod, pods.get(pod).toShed(sessions[pod], told, now));
                    }
                    comeBack();
                }
            }
        }

        private void shed(int pod, int count) {
            sessions[pod] -= count;
            moved += count;
            for (var i = 0; i < count; i++) {
                onTheWay.add(now + random.nextLong(6 * STEP));
            }
        }

        private void comeBack() {
            var there = onTheWay.stream().filter(at -> at <= now).count();
            onTheWay.removeIf(at -> at <= now);
            for (var i = 0; i < there; i++) {
                sessions[choice()]++;
            }
        }

        private int choice() {
            var average = Arrays.stream(sessions).average().orElseThrow();
            var emptier =
                    IntStream.range(0, sessions.length)
                            .filter(pod -> sessions[pod] < 0.95 * average)
                            .toArray();
            return random.nextBoolean() && emptier.length > 0
                    ? emptierOfTwo(emptier)
                    : emptierOfTwo(IntStream.range(0, sessions.length).toArray());
        }

        private int emptierOfTwo(int[] among) {
            var one = among[random.nextInt(among.length)];
            var other = among[random.nextInt(among.length)];
            return sessions[other] < sessions[one] ? other : one;
        }
    }
}
