package io.parley.message.history;

import io.parley.message.archive.MessageRows;
import io.parley.message.archive.RoomEvents;
import io.parley.message.history.FoldMessages.Place;
import io.parley.message.infra.OneMoment;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.FoldedMessage.EmojiCount;
import io.parley.model.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Single messages, as they are now. Whoever calls has checked that the reader may see them. */
@Component
class ReadMessages {

    private final RoomEvents events;
    private final MessageRows rows;
    private final FoldMessages fold;
    private final TailBarrier barrier;
    private final OneMoment moment;

    ReadMessages(
            RoomEvents events,
            MessageRows rows,
            FoldMessages fold,
            TailBarrier barrier,
            OneMoment moment) {
        this.events = events;
        this.rows = rows;
        this.fold = fold;
        this.barrier = barrier;
        this.moment = moment;
    }

    /**
     * The message after all that was in the log when this was called.
     *
     * @throws Refusal where there is none, or none is stored and that may be for a moment only
     */
    MessageView current(RoomId room, long seq) {
        var isPassed = barrier.pass(room);
        return stored(room, seq, isPassed).orElseThrow(() -> absent(isPassed));
    }

    /** The message as it is stored; the barrier is passed only where it is not there. */
    MessageView known(RoomId room, long seq) {
        return stored(room, seq, false).orElseGet(() -> current(room, seq));
    }

    /**
     * The message after the events up to one that is stored; who is deleted since is deleted.
     *
     * @throws Refusal where there is none, or none is stored yet
     */
    MessageView asOf(RoomId room, long seq, long to) {
        return moment.read(
                        () ->
                                fold.fold(rows.messages(room, List.of(seq)), to).values().stream()
                                        .findFirst()
                                        .map(message -> new MessageView(message, to, true)))
                .orElseThrow(() -> absent(false));
    }

    /** The versions after one, ascending; none where the message is deleted. */
    Page<MessageVersion> versions(RoomId room, long seq, int after, int limit) {
        var versions = allVersions(room, seq).stream().filter(one -> one.version() > after);
        return Page.of(versions.limit(limit + 1L).toList(), limit, last -> "" + last.version());
    }

    private List<MessageVersion> allVersions(RoomId room, long seq) {
        var isPassed = barrier.pass(room);
        return moment.read(
                () -> {
                    var versions = new ArrayList<MessageVersion>();
                    var folded =
                            fold.fold(
                                    rows.messages(room, List.of(seq)),
                                    Long.MAX_VALUE,
                                    (at, message) -> addNew(versions, at, message));
                    if (folded.isEmpty()) {
                        throw absent(isPassed);
                    }
                    return isDeleted(folded) ? List.of() : versions;
                });
    }

    private static void addNew(List<MessageVersion> versions, RoomEvent at, FoldedMessage now) {
        if (now.version() > versions.size() && now.text() != null) {
            versions.add(
                    new MessageVersion(now.version(), at.seq(), at.at(), at.actor(), now.text()));
        }
    }

    private static boolean isDeleted(Map<?, FoldedMessage> folded) {
        return folded.values().stream().anyMatch(message -> message.deleted() != null);
    }

    /** Who reacted to a message, with one emoji or with any. */
    Page<EmojiCount> reactions(RoomId room, long seq, @Nullable String emoji) {
        var all = current(room, seq).message().reactions();
        var items =
                all == null
                        ? List.<EmojiCount>of()
                        : all.stream()
                                .filter(one -> emoji == null || emoji.equals(one.emoji()))
                                .toList();
        return new Page<>(items, null);
    }

    /**
     * The pinned messages, the last one pinned first.
     *
     * @param before the seq of the pin that an earlier page ended with
     */
    Page<FoldedMessage> pins(RoomId room, long first, long before, int limit) {
        barrier.pass(room);
        var pinned =
                moment.read(
                        () -> {
                            var items = rows.pinned(room, first, before, limit + 1);
                            var folded = fold.fold(items);
                            return items.stream()
                                    .map(item -> Objects.requireNonNull(folded.get(Place.of(item))))
                                    .toList();
                        });
        return Page.of(pinned, limit, last -> "" + Objects.requireNonNull(last.pinned()).seq());
    }

    private Optional<MessageView> stored(RoomId room, long seq, boolean isComplete) {
        return moment.read(
                () -> {
                    var head = events.head(room);
                    return fold.fold(rows.messages(room, List.of(seq))).values().stream()
                            .findFirst()
                            .map(message -> new MessageView(message, head, isComplete));
                });
    }

    private static Refusal absent(boolean isCertain) {
        return Refusal.of(isCertain ? ErrorCode.MESSAGE_NOT_FOUND : ErrorCode.UNAVAILABLE);
    }
}
