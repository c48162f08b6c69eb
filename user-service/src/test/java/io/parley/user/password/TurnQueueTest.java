package io.parley.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.user.access.ClientAddress;
import io.parley.user.guard.Familiarity;
import io.parley.user.password.TurnQueue.Place;
import io.parley.user.password.TurnQueue.Turn;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class TurnQueueTest {

    private final TurnQueue queue = new TurnQueue(4, 2);

    @Test
    void servesFamiliarAddressesFirst() throws InterruptedException {
        var strange = turn(Familiarity.STRANGE, "a");
        var shared = turn(Familiarity.SHARED, "b");
        var own = turn(Familiarity.OWN, "c");

        assertThat(offered(strange, shared, own)).isTrue();

        assertThat(queue.take()).isSameAs(own);
        assertThat(queue.take()).isSameAs(shared);
        assertThat(queue.take()).isSameAs(strange);
    }

    @Test
    void servesOneAddressAfterTheOther() throws InterruptedException {
        var first = turn(Familiarity.SHARED, "crowd");
        var second = turn(Familiarity.SHARED, "crowd");
        var other = turn(Familiarity.SHARED, "other");

        assertThat(offered(first, second, other)).isTrue();

        assertThat(queue.take()).isSameAs(first);
        assertThat(queue.take()).isSameAs(other);
        assertThat(queue.take()).isSameAs(second);
    }

    @Test
    void leavesAWorkerToWhoIsFamiliar() throws InterruptedException {
        var first = turn(Familiarity.STRANGE, "a");
        var second = turn(Familiarity.STRANGE, "b");
        var own = turn(Familiarity.OWN, "c");
        assertThat(offered(first, second)).isTrue();

        assertThat(queue.take()).isSameAs(first);
        assertThat(offered(own)).isTrue();
        assertThat(queue.take()).isSameAs(own);
        queue.done(own);
        queue.done(first);

        assertThat(queue.take()).isSameAs(second);
    }

    @Test
    void takesAPlaceFromTheAddressThatHasMostWhenItIsFull() {
        var crowd = turn(Familiarity.STRANGE, "crowd");
        var last = turn(Familiarity.STRANGE, "crowd");
        assertThat(offered(crowd, turn(Familiarity.STRANGE, "crowd"), last)).isTrue();
        assertThat(offered(turn(Familiarity.STRANGE, "x"))).isTrue();

        assertThat(offered(turn(Familiarity.STRANGE, "y"))).isTrue();

        assertThat(last.work().isCancelled()).isTrue();
        assertThat(crowd.work().isCancelled()).isFalse();
        assertThat(queue.size()).isEqualTo(4);
        assertThat(offered(turn(Familiarity.STRANGE, "crowd"))).isFalse();
        assertThat(offered(turn(Familiarity.OWN, "z"))).isTrue();
    }

    @Test
    void forgetsWhoGaveUp() throws InterruptedException {
        var gone = turn(Familiarity.OWN, "a");
        var next = turn(Familiarity.OWN, "a");
        assertThat(offered(gone, next)).isTrue();

        queue.withdraw(gone);

        assertThat(queue.take()).isSameAs(next);
        assertThat(queue.size()).isZero();
    }

    private boolean offered(Turn... turns) {
        var all = true;
        for (var turn : turns) {
            all &= queue.offer(turn);
        }
        return all;
    }

    private static Turn turn(Familiarity familiarity, String address) {
        return new Turn(
                new Place(familiarity, new ClientAddress(address)), new FutureTask<>(() -> "done"));
    }
}
