package io.parley.chaos;

import io.parley.chaos.checker.HistoryChecker;
import io.parley.chaos.checker.Outage;
import io.parley.chaos.client.Crowd;
import io.parley.chaos.control.ChaosException;
import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.control.Versions;
import io.parley.chaos.evidence.SuiteEvidence;
import io.parley.chaos.fault.Deck;
import io.parley.chaos.fault.FaultRunner;
import io.parley.chaos.options.ChaosOptions;
import io.parley.chaos.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One run: start the suite, let clients talk, break things, heal all, and judge. */
public final class ChaosRun {

    private static final long WARM_UP_RECEIPTS = 500;
    private static final Duration WARM_UP = Duration.ofMinutes(2);

    private final ChaosOptions options;
    private final Consumer<String> say;

    /**
     * @param say told lines for people
     */
    public ChaosRun(ChaosOptions options, Consumer<String> say) {
        this.options = options;
        this.say = say;
    }

    /** Runs it from start to end; nothing is left running. */
    public Report run() {
        var data = options.folder().resolve("data");
        var begun = Instant.now();
        try (var suite =
                ChaosSuite.start(
                        options.repository(), data, options.pods(), options.groups(), say)) {
            var traces = options.folder().resolve("traces");
            var crowd = new Crowd(suite, options.crowd(), traces, options.seed());
            FaultRunner faults;
            try (crowd) {
                faults = breakThings(suite, crowd);
                say.accept("No more faults; waiting until all is quiet");
                new Quiet(suite, crowd, say).await();
            }
            say.accept("Checking %d receipts".formatted(crowd.tally().receipts()));
            var judgement =
                    HistoryChecker.judge(
                            new SuiteEvidence(suite, traces), outages(faults), options.bound());
            return Report.of(options, begun, faults.log(), judgement, Versions.of(suite));
        }
    }

    private FaultRunner breakThings(ChaosSuite suite, Crowd crowd) {
        var deck =
                options.allFaults()
                        ? Deck.ofAll(suite, crowd.conduct(), crowd.rooms(), options.seed())
                        : Deck.ofShort(suite, crowd.conduct(), crowd.rooms(), options.seed());
        deck.keepOnly(options.only());
        var faults = new FaultRunner(suite, deck, options.pace(), options.seed(), say);
        crowd.connect();
        crowd.startSending();
        awaitWarm(crowd);
        say.accept("Breaking things, seed %d".formatted(options.seed()));
        faults.runUntil(enough(faults, crowd));
        return faults;
    }

    private static void awaitWarm(Crowd crowd) {
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (crowd.tally().receipts() < WARM_UP_RECEIPTS) {
            if (System.nanoTime() > end) {
                throw new ChaosException(
                        "Only %d receipts within %d s before the first fault: is the machine too slow?"
                                .formatted(crowd.tally().receipts(), WARM_UP.toSeconds()));
            }
            try {
                Thread.sleep(Duration.ofMillis(100));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ChaosException("Interrupted.", e);
            }
        }
    }

    private BooleanSupplier enough(FaultRunner faults, Crowd crowd) {
        long begun = System.nanoTime();
        return () -> {
            long time = System.nanoTime() - begun;
            boolean isSeen =
                    time >= options.atLeast().toNanos()
                            && faults.log().entries().size() >= options.faults()
                            && crowd.tally().receipts() >= options.receipts();
            return isSeen || time >= options.atMost().toNanos();
        };
    }

    private static List<Outage> outages(FaultRunner faults) {
        return faults.log().entries().stream()
                .map(entry -> new Outage(entry.kind(), entry.begunNanos(), entry.overNanos()))
                .toList();
    }
}
