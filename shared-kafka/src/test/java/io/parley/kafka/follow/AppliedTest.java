package io.parley.kafka.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppliedTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final Applied applied = new Applied(0);

    @Test
    void nothingIsFreshBeforeTheEndWasReachedOnce() {
        applied.beginAt(new long[] {3, 0});

        applied.ends(question(10, 5L, 0L));

        assertThat(applied.hasReachedEnd()).isFalse();
        assertThat(applied.staleFor(20)).isEqualTo(20);
    }

    @Test
    void itIsAsFreshAsTheQuestionWhoseEndIsReached() {
        applied.beginAt(new long[] {3, 0});
        applied.ends(question(10, 5L, 0L));
        applied.ends(question(15, 7L, 0L));

        applied.advance(0, 5);

        assertThat(applied.hasReachedEnd()).isTrue();
        assertThat(applied.staleFor(20)).isEqualTo(10);
        applied.ends(question(17, 5L, 0L));
        assertThat(applied.staleFor(20)).isEqualTo(3);
    }

    @Test
    void aTopicThatEndsBeforeWhatWasAppliedSaysNothing() {
        applied.beginAt(new long[] {3, 9});

        applied.ends(question(10, 3L, 8L));

        assertThat(applied.staleFor(20)).isEqualTo(20);
    }

    @Test
    void aLateAnswerMakesNothingOlder() {
        applied.beginAt(new long[] {0, 0});
        applied.ends(question(10, 0L, 0L));

        applied.ends(question(5, 0L, 0L));

        assertThat(applied.staleFor(20)).isEqualTo(10);
    }

    @Test
    void aRecordIsAppliedWhenThePositionIsBehindIt() throws InterruptedException {
        assertThat(applied.await(0, 3, AT_ONCE)).isFalse();
        applied.beginAt(new long[] {3, 0});
        assertThat(applied.await(0, 2, AT_ONCE)).isTrue();
        assertThat(applied.await(0, 3, AT_ONCE)).isFalse();
        assertThat(applied.await(7, 0, AT_ONCE)).isFalse();

        applied.advance(0, 4);

        assertThat(applied.await(0, 3, AT_ONCE)).isTrue();
    }

    @Test
    void whatIsForgottenIsNotFreshAgainBeforeTheEndOfTheOtherTopic() {
        applied.beginAt(new long[] {3, 0});
        applied.ends(question(10, 3L, 0L));

        applied.forget();
        applied.ends(question(15, 3L, 0L));

        assertThat(applied.staleFor(20)).isEqualTo(10);
        assertThat(applied.positions()).isNull();
    }

    private static Applied.Question question(long askedAt, Long... ends) {
        return new Applied.Question(askedAt, List.of(ends));
    }
}
