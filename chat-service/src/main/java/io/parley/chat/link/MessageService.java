package io.parley.chat.link;

import io.parley.chat.link.InternalClient.Answer;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.EventJson;
import io.parley.model.event.HistoryPage;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.PartitionSnapshot;
import io.parley.model.log.StoredEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.post.PostEvents;
import io.parley.model.presence.PresenceQuestion;
import io.parley.model.room.OpenDirect;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.room.RoomsOfPerson;
import io.parley.model.service.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The internal calls of message-service. Each blocks its (virtual) thread for at most the timeout
 * and throws {@link ServiceUnavailableException} where there is no good answer.
 */
@Component
public class MessageService {

    private final InternalClient http;

    public MessageService(InternalSettings settings) {
        this.http =
                new InternalClient(
                        settings.secret(), ServiceName.MESSAGE, settings.messageServiceUrl());
    }

    /** The room as it is now; empty where there is none. */
    public Optional<RoomSnapshot> room(RoomId room) {
        var answer = get("/rooms/{room}", room);
        return answer.isFound() ? Optional.of(answer.as(RoomSnapshot.class)) : Optional.empty();
    }

    /** The direct room of two people, made if there is none yet. */
    public DirectRoom openDirect(UserId from, UserId to) {
        var answer = http.post("/direct", new OpenDirect(from, to));
        if (answer.status().isSameCodeAs(HttpStatus.FORBIDDEN)) {
            return new DirectRoom.Denied();
        }
        return answer.isFound()
                ? new DirectRoom.Open(answer.as(RoomSnapshot.class))
                : new DirectRoom.UnknownPerson();
    }

    /**
     * The event of a message, if the log has it by now; throws where that is not known for certain.
     */
    public Optional<RoomEvent> message(RoomId room, MessageId id) {
        var page = page("/rooms/{room}/messages/{id}", room, id);
        if (page.items().isEmpty() && !page.complete()) {
            throw new ServiceUnavailableException(
                    "message-service has not stored all of the log",
                    new IllegalStateException("not complete"));
        }
        return page.items().stream().findFirst();
    }

    /** A message as it is now; empty where the room has none of that seq. */
    public Optional<FoldedMessage> message(RoomId room, long seq) {
        var answer = get("/rooms/{room}/messages/{seq}", room, seq);
        return answer.isFound() ? Optional.of(answer.as(FoldedMessage.class)) : Optional.empty();
    }

    /**
     * A message as it was after an event and all before it; deleted, where it was deleted since.
     *
     * @param to the seq of the event, which must be stored
     */
    public Optional<FoldedMessage> message(RoomId room, long seq, long to) {
        var answer = get("/rooms/{room}/messages/{seq}?to={to}", room, seq, to);
        return answer.isFound() ? Optional.of(answer.as(FoldedMessage.class)) : Optional.empty();
    }

    /** The rooms that a person is inside of. */
    public RoomsOfPerson roomsOf(UserId person) {
        var answer = get("/users/{person}/rooms", person);
        return answer.isFound()
                ? answer.as(RoomsOfPerson.class)
                : new RoomsOfPerson(List.of(), List.of(), true);
    }

    /** How many messages of the room are pinned. */
    public int pins(RoomId room) {
        return get("/rooms/{room}/pins", room).as(Pins.class).count();
    }

    private record Pins(int count) {}

    /**
     * Up to {@code limit} stored events after {@code after}, or as many as 1 MiB holds: a short
     * page is not the end. Waits at the tail for what is on its way.
     */
    public HistoryPage events(RoomId room, long after, int limit) {
        return page("/rooms/{room}/events?after={after}&limit={limit}", room, after, limit);
    }

    private HistoryPage page(String path, Object... variables) {
        var tree = get(path, variables).tree();
        var items =
                StreamSupport.stream(tree.path("items").spliterator(), false)
                        .map(item -> EventJson.read(item.toString()))
                        .toList();
        return new HistoryPage(
                items,
                tree.path("headSeq").asLong(),
                tree.path("complete").asBoolean(),
                tree.path("completeTo").asLong());
    }

    /** Where message-service stands in a partition of the chat log. */
    public PartitionSnapshot partition(int partition) {
        return get("/log/{partition}", partition).as(PartitionSnapshot.class);
    }

    /**
     * Stored events of a partition by offset: {@code from} inclusive, {@code to} exclusive. As many
     * as one answer holds, and none only where there are none.
     */
    public List<StoredEvent> storedEvents(int partition, long from, long to) {
        var tree =
                get(
                                "/log/{partition}/events?fromOffset={from}&toOffset={to}"
                                        + "&endsByBytes=true",
                                partition,
                                from,
                                to)
                        .tree();
        return StreamSupport.stream(tree.spliterator(), false)
                .map(
                        item ->
                                new StoredEvent(
                                        item.path("offset").asLong(),
                                        EventJson.read(item.path("event").toString())))
                .toList();
    }

    /** Up to {@code limit} changes of posts after a position, of 1 MiB or so at most. */
    public PostEvents posts(long after, int limit) {
        return get("/posts/events?after={after}&limit={limit}", after, limit).as(PostEvents.class);
    }

    /** Whose presence people may see, for {@link PresenceQuestion#MOST_PEOPLE} at once. */
    public PresenceQuestion.Answer visible(PresenceQuestion question) {
        return http.post("/presence/visible", question).as(PresenceQuestion.Answer.class);
    }

    private Answer get(String path, Object... variables) {
        return http.get(path, variables);
    }
}
