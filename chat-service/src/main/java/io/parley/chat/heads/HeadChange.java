package io.parley.chat.heads;

import io.parley.model.event.EventData;
import io.parley.model.event.RoomEvent;
import java.util.Optional;

/**
 * What an event changes of what waits for people.
 *
 * @param message that is new
 * @param edit of a message, which may mention others than before
 * @param mayLower whether it may make less wait than before
 */
public record HeadChange(Optional<HeadMessage> message, Optional<Edit> edit, boolean mayLower) {

    private static final HeadChange NONE =
            new HeadChange(Optional.empty(), Optional.empty(), false);
    private static final HeadChange RECOUNT =
            new HeadChange(Optional.empty(), Optional.empty(), true);

    /**
     * @param target the seq of the message
     * @param mentions whether it mentions somebody from now on
     */
    public record Edit(long target, boolean mentions) {}

    public static HeadChange of(RoomEvent event) {
        return switch (event.data()) {
            case EventData.MessageCreated message ->
                    new HeadChange(
                            Optional.of(HeadMessage.of(event.seq(), event.actor().id(), message)),
                            Optional.empty(),
                            false);
            case EventData.MessageEdited edit ->
                    new HeadChange(
                            Optional.empty(),
                            Optional.of(new Edit(edit.target().seq(), edit.mentions() != null)),
                            false);
            case EventData.MessageDeleted _ -> RECOUNT;
            default -> NONE;
        };
    }
}
