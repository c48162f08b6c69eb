package io.parley.message.history.rooms;

import io.parley.message.archive.MessageRows;
import io.parley.message.archive.RoomEvents;
import io.parley.message.history.FoldMessages;
import io.parley.message.infra.OneMoment;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What happened last in rooms, and what was said last. */
@Component
class NewestOfRooms {

    private final RoomEvents events;
    private final MessageRows messages;
    private final FoldMessages fold;
    private final OneMoment moment;

    NewestOfRooms(RoomEvents events, MessageRows messages, FoldMessages fold, OneMoment moment) {
        this.events = events;
        this.messages = messages;
        this.fold = fold;
        this.moment = moment;
    }

    /** The newest event of each that has one. */
    Map<RoomId, RoomEvent> events(Collection<RoomId> rooms) {
        return events.newest(rooms);
    }

    /** The newest message of each that is not deleted, as it is now. */
    Map<RoomId, FoldedMessage> messages(Collection<RoomId> rooms) {
        return moment.read(() -> fold.fold(messages.newest(rooms))).entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().room(), Map.Entry::getValue));
    }
}
