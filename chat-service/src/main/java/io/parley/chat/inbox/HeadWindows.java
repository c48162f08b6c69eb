package io.parley.chat.inbox;

import io.parley.chat.heads.HeadMessage;
import io.parley.chat.heads.RoomWindow;
import io.parley.chat.inbox.FeedHeads.Change;
import io.parley.model.RoomId;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Turns what sequencers tell of a room into what each person is told. Several sequencers tell the
 * same, at times of their own: each event is told once, and what was missed is told as unknown.
 * Owned by the thread of all heads.
 */
final class HeadWindows {

    private final RoomIndex index;

    /** Whether messages in threads may be hidden from who does not follow them. */
    private final Predicate<RoomId> mayHideThreads;

    /** Told of each session and what happened for it. */
    private final BiConsumer<FeedHeads, Change> tell;

    HeadWindows(
            RoomIndex index, Predicate<RoomId> mayHideThreads, BiConsumer<FeedHeads, Change> tell) {
        this.index = index;
        this.mayHideThreads = mayHideThreads;
        this.tell = tell;
    }

    void take(RoomWindow window) {
        index.find(window.room())
                .filter(room -> window.head() > room.told())
                .ifPresent(room -> take(room, window));
    }

    private void take(IndexedRoom room, RoomWindow window) {
        var told = room.told();
        var isMissed = told != 0 && window.from() > told;
        var fresh = window.messages().stream().filter(message -> message.seq() > told).toList();
        var shown = shown(room, fresh);
        room.setTold(window.head());
        var basis =
                new Change(
                        room.id(),
                        Math.max(window.from(), told),
                        window.head(),
                        fresh.isEmpty() && window.recount() <= told ? null : window.at(),
                        shown.size(),
                        0,
                        isMissed || window.recount() > told || shown.size() < fresh.size());
        index.readersOf(room).forEach(reader -> tell(reader, basis, shown));
    }

    /** What is in a thread may not count, or for some only: that is known where it is counted. */
    private List<HeadMessage> shown(IndexedRoom room, List<HeadMessage> fresh) {
        return fresh.stream().anyMatch(HeadMessage::isInThread) && mayHideThreads.test(room.id())
                ? fresh.stream().filter(message -> !message.isInThread()).toList()
                : fresh;
    }

    private void tell(Reader reader, Change basis, List<HeadMessage> shown) {
        for (var feed : reader.feeds().values()) {
            var isAdmin = feed.feed().isAdmin();
            var others = 0;
            var mentions = 0;
            for (var message : shown) {
                if (!message.author().equals(reader.person())) {
                    others++;
                    mentions += message.mentions(reader.person(), isAdmin) ? 1 : 0;
                }
            }
            tell.accept(
                    feed,
                    new Change(
                            basis.roomId(),
                            basis.fromSeq(),
                            basis.headSeq(),
                            basis.lastAt(),
                            others,
                            mentions,
                            basis.recount()));
        }
    }
}
