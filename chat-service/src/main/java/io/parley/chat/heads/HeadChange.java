package io.parley.chat.heads;

import io.parley.model.event.EventData;
import io.parley.model.event.RoomEvent;
import java.util.Optional;

/**
 * What an event changes of what waits for people.
 *
 * @param message that is new
 * @param mayLower whether it may make less wait than before, or other mentions
 */
public record HeadChange(Optional<HeadMessage> message, boolean mayLower) {

    private static final HeadChange NONE = new HeadChange(Optional.empty(), false);
    private static final HeadChange RECOUNT = new HeadChange(Optional.empty(), true);

    public static HeadChange of(RoomEvent event) {
        return switch (event.data()) {
            case EventData.MessageCreated message ->
                    new HeadChange(
                            Optional.of(HeadMessage.of(event.seq(), event.actor().id(), message)),
                            false);
            // What an edited message said before is not known here: it may have mentioned somebody
            case EventData.MessageEdited _, EventData.MessageDeleted _ -> RECOUNT;
            default -> NONE;
        };
    }
}
