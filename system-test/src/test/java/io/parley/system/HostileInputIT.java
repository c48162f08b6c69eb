package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.change.HostileChanges;
import io.parley.test.StompConnection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A corpus of attacks on the whole suite: each gets the answer that it must get, and never one of
 * the server's own failures; sessions on both pods notice nothing; the logs hold no stack trace.
 */
@WholeSuite
class HostileInputIT {

    private static final int LEAST_CASES = 400;

    private static final List<Supplier<Stream<HostileCase>>> CORPUS =
            List.of(
                    HostileTokens::cases,
                    HostileFrames::cases,
                    HostileDestinations::cases,
                    HostileChanges::cases,
                    HostileRequests::cases,
                    HostileHeaders::cases);

    private final Suite suite;
    private HostileTarget target;
    private List<StompConnection> witnesses = List.of();
    private List<String> failuresBefore = List.of();

    HostileInputIT(Suite suite) {
        this.suite = suite;
        this.target = HostileTarget.of(suite);
    }

    @BeforeEach
    void watch() {
        target = HostileTarget.of(suite);
        failuresBefore = loggedFailures();
        witnesses = List.of(suite.connect(target.admin()), suite.connect(target.admin()));
        for (var witness : witnesses) {
            witness.subscribeAndAwait("/topic/rooms/" + target.hidden(), Map.of("x-tail", "0"));
        }
    }

    @AfterEach
    void nobodyElseHasNoticed() {
        var text = "after " + UUID.randomUUID();
        witnesses
                .getFirst()
                .sendAndAwait(
                        "/app/rooms/" + target.hidden() + "/send",
                        Map.of("clientMsgId", text, "text", text));
        for (var witness : witnesses) {
            witness.await(frame -> frame.is("MESSAGE") && frame.body().contains(text));
            assertThat(witness.closeCode()).isEmpty();
            assertThat(witness.frames(frame -> frame.is("ERROR"))).isEmpty();
            assertThat(witness.frames(frame -> frame.body().contains("forbidden"))).isEmpty();
            witness.close();
        }
        assertThat(loggedFailures()).isEqualTo(failuresBefore);
    }

    private List<String> loggedFailures() {
        return suite.logLines().stream().filter(HostileInputIT::isFailure).toList();
    }

    /** A stack trace, also within a line of JSON; or what clients are told to report. */
    static boolean isFailure(String line) {
        return line.contains("\tat ") || line.contains("\\tat ") || line.contains("correlationId");
    }

    @TestFactory
    Stream<DynamicTest> tokens() {
        return HostileTokens.cases().map(attack -> attack.against(target));
    }

    @TestFactory
    Stream<DynamicTest> frames() {
        return HostileFrames.cases().map(attack -> attack.against(target));
    }

    @TestFactory
    Stream<DynamicTest> destinations() {
        return HostileDestinations.cases().map(attack -> attack.against(target));
    }

    @TestFactory
    Stream<DynamicTest> changes() {
        return HostileChanges.cases().map(attack -> attack.against(target));
    }

    @TestFactory
    Stream<DynamicTest> requests() {
        return HostileRequests.cases().map(attack -> attack.against(target));
    }

    @TestFactory
    Stream<DynamicTest> headers() {
        return HostileHeaders.cases().map(attack -> attack.against(target));
    }

    @Test
    void theCorpusIsLargeAndHasNoCaseTwice() {
        var names = CORPUS.stream().flatMap(Supplier::get).map(HostileCase::name).toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(LEAST_CASES).doesNotHaveDuplicates();
    }
}
