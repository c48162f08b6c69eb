package io.parley.chat.presence.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.presence.lease.OwnPeople.OwnMode;
import io.parley.model.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a pod says of the people who have sessions there. */
class OwnPeopleTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final UserId ada = new UserId(UUID.randomUUID());
    private Optional<OwnMode> mode = Optional.of(OwnMode.AS_DETECTED);
    private final OwnPeople people = new OwnPeople(_ -> mode);

    @Test
    void isAwayOnlyWhereNobodyIsAtAnyOfTheSessions() {
        people.opened(ada, "phone");
        people.opened(ada, "laptop");

        people.set(ada, "phone", true);
        assertThat(people.stateOf(ada)).contains(LeaseState.ONLINE);
        people.set(ada, "laptop", true);
        assertThat(people.stateOf(ada)).contains(LeaseState.AWAY);
        people.closed(ada, "laptop", 0);
        people.set(ada, "phone", false);
        assertThat(people.stateOf(ada)).contains(LeaseState.ONLINE);
    }

    @Test
    void whoHasLeftIsThereForTenSecondsMore() {
        people.opened(ada, "phone");
        people.set(ada, "phone", true);
        people.closed(ada, "phone", 0);

        people.expire(10 * SECOND - 1);
        assertThat(people.stateOf(ada)).contains(LeaseState.AWAY);
        people.takeChanged();

        people.expire(10 * SECOND);
        assertThat(people.stateOf(ada)).isEmpty();
        assertThat(people.takeChanged()).containsExactly(ada);
        assertThat(people.count()).isZero();
    }

    @Test
    void whoComesBackInTimeHasNeverLeft() {
        people.opened(ada, "phone");
        people.closed(ada, "phone", 0);
        people.opened(ada, "laptop");
        people.closed(ada, "laptop", 8 * SECOND);

        people.expire(17 * SECOND);
        assertThat(people.stateOf(ada)).contains(LeaseState.ONLINE);
        people.expire(18 * SECOND);
        assertThat(people.stateOf(ada)).isEmpty();
    }

    @Test
    void whatSomebodyHasSetByHandBeatsWhatIsDetected() {
        people.opened(ada, "phone");

        mode = Optional.of(OwnMode.AWAY);
        assertThat(people.stateOf(ada)).contains(LeaseState.AWAY);
        mode = Optional.of(OwnMode.INVISIBLE);
        assertThat(people.stateOf(ada)).contains(LeaseState.INVISIBLE);
    }

    @Test
    void nothingIsSaidOfSomebodyWhoMayWantToBeInvisible() {
        mode = Optional.empty();
        people.opened(ada, "phone");

        assertThat(people.stateOf(ada)).isEmpty();
    }
}
