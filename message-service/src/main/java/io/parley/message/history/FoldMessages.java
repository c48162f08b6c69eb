package io.parley.message.history;

import io.parley.message.archive.MessageRows;
import io.parley.message.archive.MessageRows.Item;
import io.parley.message.archive.ThreadRows;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.MessageFold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/**
 * Folds messages and their changes when they are read: there is no second table that could say
 * something else than the events.
 */
@Component
public class FoldMessages {

    private final MessageRows rows;
    private final ThreadRows threads;

    FoldMessages(MessageRows rows, ThreadRows threads) {
        this.rows = rows;
        this.threads = threads;
    }

    /** Where a message stands. */
    public record Place(RoomId room, long seq) {

        static Place of(Item item) {
            return new Place(item.event().roomId(), item.event().seq());
        }

        static Place ofTarget(RoomEvent change) {
            return new Place(change.roomId(), change.target().orElseThrow().seq());
        }
    }

    /** What these messages are after all that is stored. */
    public Map<Place, FoldedMessage> fold(List<Item> messages) {
        return fold(messages, Long.MAX_VALUE);
    }

    /**
     * @param to the last seq that counts; who is deleted later is deleted here too, and threads are
     *     as they are stored
     */
    Map<Place, FoldedMessage> fold(List<Item> messages, long to) {
        return fold(messages, to, (_, _) -> {});
    }

    /**
     * @param step told of each event and what it made of its message
     */
    Map<Place, FoldedMessage> fold(
            List<Item> messages, long to, BiConsumer<RoomEvent, FoldedMessage> step) {
        var folded = new HashMap<Place, FoldedMessage>();
        for (var item : messages) {
            var created = Objects.requireNonNull(MessageFold.apply(null, item.event()));
            folded.put(Place.of(item), created);
            step.accept(item.event(), created);
        }
        rows.changes(
                messages,
                to,
                change -> {
                    var place = Place.ofTarget(change);
                    var after = MessageFold.apply(folded.get(place), change);
                    if (after != null) {
                        folded.put(place, after);
                        step.accept(change, after);
                    }
                });
        var roots = messages.stream().filter(item -> item.event().threadRoot().isEmpty()).toList();
        threads.summaries(
                roots,
                (item, thread) ->
                        folded.computeIfPresent(Place.of(item), (_, root) -> root.with(thread)));
        return folded;
    }
}
