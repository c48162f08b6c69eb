package io.parley.chaos.drill;

import io.parley.chaos.Quiet;
import io.parley.chaos.checker.HistoryChecker;
import io.parley.chaos.checker.Judgement;
import io.parley.chaos.checker.Outage;
import io.parley.chaos.client.Crowd;
import io.parley.chaos.control.ChaosException;
import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.evidence.SuiteEvidence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One exercise: start the suite, let clients talk, add pods, restart members, and judge. */
public final class Drill {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** So many looks in a row must be even. */
    private static final int STEADY = 5;

    private static final Duration BEFORE = Duration.ofSeconds(5);

    /** Whoever was sent away last comes back in that time. */
    private static final Duration AFTERMATH = Duration.ofSeconds(4);

    private static final Duration LATE = Duration.ofSeconds(60);

    private final DrillOptions options;
    private final Consumer<String> say;

    /**
     * @param say told lines for people
     */
    public Drill(DrillOptions options, Consumer<String> say) {
        this.options = options;
        this.say = say;
    }

    /** Runs it from start to end; nothing is left running. */
    public DrillResult run() {
        return run(suite -> {});
    }

    /**
     * @param afterwards what is done to the suite at the end, when all has been judged
     */
    public DrillResult run(Consumer<ChaosSuite> afterwards) {
        var data = options.folder().resolve("data");
        try (var suite = ChaosSuite.start(options.repository(), data, options.shape(), say)) {
            var result = run(suite, options.folder().resolve("traces"));
            afterwards.accept(suite);
            return result;
        }
    }

    private DrillResult run(ChaosSuite suite, Path traces) {
        var crowd = new Crowd(suite, options.crowd(), traces, options.seed());
        Stretch adding;
        Stretch restarting;
        Loads loads;
        int unreceipted;
        try (crowd;
                var pods = new PodLoads(suite)) {
            gather(crowd, pods);
            adding = Stretch.of(() -> addPods(suite, pods));
            loads = Loads.of(pods.all(), adding, suite.pods().size());
            restarting = Stretch.of(() -> restart(suite));
            new Quiet(suite, crowd, say).await();
            unreceipted = crowd.unreceipted();
        }
        say.accept("Checking %d receipts".formatted(crowd.tally().receipts()));
        var stays = crowd.tally().stays();
        return new DrillResult(
                options,
                loads,
                Comings.of(stays, adding),
                Comings.of(stays, restarting),
                unreceipted,
                judge(suite, traces, adding, restarting));
    }

    private static Judgement judge(
            ChaosSuite suite, Path traces, Stretch adding, Stretch restarting) {
        return HistoryChecker.judge(
                new SuiteEvidence(suite, traces),
                List.of(
                        new Outage("pods added", adding.from(), adding.to()),
                        new Outage("restart", restarting.from(), restarting.to())),
                LATE);
    }

    private void gather(Crowd crowd, PodLoads pods) {
        say.accept("Connecting %d sessions".formatted(options.sessions()));
        crowd.connect();
        await("everybody is there", () -> pods.look().total() >= options.sessions());
        // Pods that have just begun are slow: what they refuse because of that is another matter
        sleep(BEFORE);
        crowd.startSending();
        sleep(BEFORE);
    }

    private void addPods(ChaosSuite suite, PodLoads pods) {
        if (!options.addsPods()) {
            return;
        }
        say.accept("Adding %d pods".formatted(options.shape().latePods()));
        suite.startLatePods();
        say.accept("They are ready: " + pods.look().sessions());
        var isSteady = new Steady(pods, suite.pods().size());
        await("loads are even", isSteady);
        say.accept("Loads are even: " + pods.look().sessions());
    }

    /** True once several looks in a row were even. */
    private static final class Steady implements BooleanSupplier {

        private final PodLoads pods;
        private final int count;
        private int inARow;

        Steady(PodLoads pods, int count) {
            this.pods = pods;
            this.count = count;
        }

        @Override
        public boolean getAsBoolean() {
            inARow = pods.look().isEven(count) ? inARow + 1 : 0;
            return inARow >= STEADY;
        }
    }

    private void restart(ChaosSuite suite) {
        for (var round : options.rounds()) {
            restart(suite, round);
        }
        sleep(AFTERMATH);
    }

    private void restart(ChaosSuite suite, Map<String, String> settings) {
        for (var name : options.restarted()) {
            say.accept("Restarting %s %s".formatted(name, settings));
            var member = suite.member(name);
            member.terminate();
            member.set(settings);
            member.relaunch();
            member.awaitReady(PATIENCE);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new ChaosException(
                        "After %d minutes it was not so that %s."
                                .formatted(PATIENCE.toMinutes(), what));
            }
            sleep(LOOK);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("Interrupted.", e);
        }
    }
}
