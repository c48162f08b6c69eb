package io.parley.message.history;

import io.parley.message.archive.MessageRows;
import io.parley.message.archive.MessageRows.Item;
import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.MessageFold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Folds messages and their changes when they are read: there is no second table that could say
 * something else than the events.
 */
@Component
class FoldMessages {

    private final MessageRows rows;

    FoldMessages(MessageRows rows) {
        this.rows = rows;
    }

    /** Where a message stands. */
    record Place(RoomId room, long seq) {

        static Place of(Item item) {
            return new Place(item.event().roomId(), item.event().seq());
        }
    }

    /** What these messages are after all that is stored. */
    Map<Place, FoldedMessage> fold(List<Item> messages) {
        return fold(messages, Long.MAX_VALUE);
    }

    /**
     * @param to the last seq that counts; who is deleted later is deleted here too
     */
    Map<Place, FoldedMessage> fold(List<Item> messages, long to) {
        var folded = new HashMap<Place, FoldedMessage>();
        for (var item : messages) {
            var created = MessageFold.apply(null, item.event());
            folded.put(Place.of(item), Objects.requireNonNull(created));
        }
        rows.changes(
                messages,
                to,
                change ->
                        change.target()
                                .map(target -> new Place(change.roomId(), target.seq()))
                                .ifPresent(
                                        place ->
                                                folded.computeIfPresent(
                                                        place,
                                                        (_, message) ->
                                                                MessageFold.apply(
                                                                        message, change))));
        return folded;
    }
}
