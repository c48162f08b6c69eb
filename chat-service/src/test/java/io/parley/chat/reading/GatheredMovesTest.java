package io.parley.chat.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.read.ReadMove;
import io.parley.model.read.ReadMove.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatheredMovesTest {

    private final UserId ada = new UserId(UUID.randomUUID());
    private final RoomId room = new RoomId(UUID.randomUUID());
    private final List<ReadMove> left = new ArrayList<>();
    private final GatheredMoves gathered =
            new GatheredMoves(Duration.ofHours(1), move -> left.add(move.move()));

    @Test
    void movesForwardsBecomeTheFurthestOne() {
        var first = gathered.add(read(3), false);
        var second = gathered.add(read(7), false);
        gathered.add(read(5), false);

        gathered.leaveNow();

        assertThat(left).containsExactly(read(7));
        assertThat(second.ended()).isSameAs(first.ended());
    }

    @Test
    void aMoveBackIsNeverMergedAndKeepsItsPlace() {
        gathered.add(read(7), false);
        gathered.add(unread(2), false);
        gathered.add(unread(4), false);
        gathered.add(read(5), false);
        gathered.add(read(6), false);

        gathered.leaveNow();

        assertThat(left).containsExactly(read(7), unread(2), unread(4), read(6));
    }

    @Test
    void aThreadHasAPointerOfItsOwn() {
        gathered.add(read(7), false);
        gathered.add(move(9, Op.READ, 3L), false);
        gathered.add(read(8), false);

        gathered.leaveNow();

        assertThat(left).containsExactlyInAnyOrder(read(8), move(9, Op.READ, 3L));
    }

    @Test
    void deliveriesBecomeTheFurthestOneApartFromWhatIsRead() {
        gathered.add(move(9, Op.DELIVERED, null), false);
        gathered.add(read(7), false);
        gathered.add(move(8, Op.DELIVERED, null), false);
        gathered.add(unread(2), false);
        gathered.add(move(10, Op.DELIVERED, null), false);

        assertThat(left).containsExactly(read(7), unread(2));
        gathered.leaveNow();
        assertThat(left).containsExactly(read(7), unread(2), move(10, Op.DELIVERED, null));
    }

    @Test
    void whatSomebodyWaitsForTakesAlongWhatWasGathered() {
        gathered.add(read(9), false);
        gathered.add(read(7), true);

        assertThat(left).containsExactly(read(9));
        gathered.leaveNow();
        assertThat(left).hasSize(1);
    }

    @Test
    void nothingLeavesBeforeItsTime() {
        gathered.add(read(9), false);

        gathered.leaveInTime();

        assertThat(left).isEmpty();
    }

    @Test
    void whatIsOldEnoughLeavesAndWhatComesThenIsGatheredAnew() {
        var hasty = new GatheredMoves(Duration.ZERO, move -> left.add(move.move()));
        hasty.add(read(3), false);
        hasty.leaveInTime();
        hasty.add(read(2), false);
        hasty.leaveInTime();

        assertThat(left).containsExactly(read(3), read(2));
    }

    private ReadMove read(long seq) {
        return move(seq, Op.READ, null);
    }

    private ReadMove unread(long seq) {
        return move(seq, Op.UNREAD, null);
    }

    private ReadMove move(long seq, Op op, @Nullable Long threadRoot) {
        return new ReadMove(ada, room, seq, op, threadRoot);
    }
}
