package io.parley.chat.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.session.Destinations.Place;
import io.parley.chat.transport.Frame;
import io.parley.chat.transport.FrameAssembler;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose turn it is to be answered, and by whom. */
class OpenSendsTest {

    private final OpenSends open = new OpenSends(8);
    private final Place room = new Place.Room(new RoomId(UUID.randomUUID()));

    @Test
    void aReceiptWaitsForThatOfAnEarlierSendToItsRoom() throws InterruptedException {
        var earlier = enter(room);
        var repeat = enter(room);

        var turn = open.turnOf(repeat);
        OpenSends.take(earlier);
        assertThat(turn).as("taken, and not answered yet").isNotDone();
        open.leave(earlier);

        assertThat(turn).isDone();
    }

    @Test
    void itWaitsForNothingThatWasSentLaterOrElsewhere() throws InterruptedException {
        enter(new Place.Room(new RoomId(UUID.randomUUID())));
        enter(new Place.Person(new UserId(UUID.randomUUID())));
        var repeat = enter(room);
        enter(room);

        assertThat(open.turnOf(repeat)).isDone();
    }

    @Test
    void eachIsAnsweredOnceAlsoWhereTheSessionEndsMeanwhile() throws InterruptedException {
        var answered = enter(room);
        var left = enter(room);

        assertThat(OpenSends.take(answered)).isTrue();
        assertThat(open.takeAll()).containsExactly(left);
        assertThat(OpenSends.take(left)).isFalse();
    }

    private OpenSends.Sent enter(Place to) throws InterruptedException {
        return open.enter(to, send(), "id");
    }

    private static Frame send() {
        var frames = new ArrayList<Frame>();
        var refusal = new FrameAssembler(4096).add("SEND\n\n\0".getBytes(UTF_8), true, frames::add);
        assertThat(refusal).isEmpty();
        return frames.getFirst();
    }
}
