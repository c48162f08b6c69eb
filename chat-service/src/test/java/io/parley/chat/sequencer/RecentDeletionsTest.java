package io.parley.chat.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentDeletionsTest {

    private final RoomId room = TestLog.room(3);
    private final RoomId other = TestLog.room(3);
    private final RecentDeletions deletions = new RecentDeletions();

    @Test
    void anEditThatComesAfterTheDeletionHasNoWords() {
        var deletion = deletion(room, 1, 5);

        assertThat(deletions.shown(edit(room, 1, 4))).isEqualTo(edit(room, 1, 4));
        assertThat(deletions.shown(deletion)).isEqualTo(deletion);

        assertThat(deletions.shown(edit(room, 1, 6)).data())
                .isEqualTo(new EventData.Redacted(ref(1), null));
    }

    @Test
    void editsOfOtherMessagesAndInOtherRoomsStayAsTheyAre() {
        deletions.shown(deletion(room, 1, 5));

        assertThat(deletions.shown(edit(room, 2, 6))).isEqualTo(edit(room, 2, 6));
        assertThat(deletions.shown(edit(other, 1, 6))).isEqualTo(edit(other, 1, 6));
    }

    @Test
    void onlyTheLastThousandAreKept() {
        LongStream.rangeClosed(1, 1_001)
                .forEach(seq -> deletions.shown(deletion(room, seq, 2_000 + seq)));

        assertThat(deletions.shown(edit(room, 1, 4_000))).isEqualTo(edit(room, 1, 4_000));
        assertThat(deletions.shown(edit(room, 2, 4_001)).data())
                .isEqualTo(new EventData.Redacted(ref(2), null));
    }

    private static RoomEvent edit(RoomId room, long target, long seq) {
        return event(
                room,
                seq,
                EventType.MESSAGE_EDITED,
                new EventData.MessageEdited(ref(target), "words", null));
    }

    private static RoomEvent deletion(RoomId room, long target, long seq) {
        return event(
                room,
                seq,
                EventType.MESSAGE_DELETED,
                new EventData.MessageDeleted(ref(target), null));
    }

    private static RoomEvent event(RoomId room, long seq, EventType type, EventData data) {
        var id = new MessageId("%032x".formatted(seq));
        return new RoomEvent(type, room, seq, Instant.EPOCH, Actor.SYSTEM, id, null, data);
    }

    private static MessageRef ref(long seq) {
        return new MessageRef(seq, new MessageId("%032x".formatted(seq)));
    }
}
