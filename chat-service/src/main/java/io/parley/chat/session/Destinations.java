package io.parley.chat.session;

import io.parley.chat.command.CommandKind;
import io.parley.chat.edge.StompFrames;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The destinations that exist. What is not listed here is refused. */
final class Destinations {

    static final String INBOX = "/user/queue/inbox";
    static final String PRESENCE = "/user/queue/presence";

    private static final String ROOM = "/app/rooms/";
    private static final String PERSON = "/app/dm/";
    private static final String ROOM_TOPIC = "/topic/rooms/";
    private static final String POSTS_TOPIC = "/topic/posts";

    /** By the last word of a destination. */
    private static final Map<String, CommandKind> KINDS =
            Arrays.stream(CommandKind.values())
                    .collect(
                            Collectors.toMap(
                                    kind -> kind.name().toLowerCase(Locale.ROOT),
                                    Function.identity()));

    private Destinations() {}

    /** A room, by its own name or by the other person in it. */
    sealed interface Place {
        record Room(RoomId id) implements Place {}

        record Person(UserId id) implements Place {}
    }

    /** Where a SEND may go. */
    sealed interface Target {
        record Command(Place place, CommandKind kind) implements Target {}

        /** Sends a message to the room that the body names. */
        record RoomInBody() implements Target {}

        /** Asks whether the room named in the body may be joined. */
        record JoinInBody() implements Target {}

        /** A mark of what the person has read moves. */
        record Read(RoomId room) implements Target {}

        /** The person types, or has stopped. */
        record Typing(RoomId room) implements Target {}

        /** The people whom the session watches. */
        record Watch() implements Target {}

        /** Whether somebody is at the client. */
        record Presence() implements Target {}

        /** A fresh access token for this session. */
        record Token() implements Target {}
    }

    /** What may be subscribed to. */
    sealed interface Feed {
        record Room(RoomId id) implements Feed {}

        /** What comes and goes in a room without a seq. */
        record Live(RoomId id) implements Feed {}

        /** What admins publish. */
        record Posts() implements Feed {}

        /** One of the session's own queues. */
        record Own(String destination) implements Feed {}
    }

    static Optional<Target> target(String destination) {
        return switch (destination) {
            case "/app/sendMessage" -> Optional.of(new Target.RoomInBody());
            case "/app/joinRoom" -> Optional.of(new Target.JoinInBody());
            case "/app/session/token" -> Optional.of(new Target.Token());
            case "/app/presence" -> Optional.of(new Target.Presence());
            case "/app/presence/watch" -> Optional.of(new Target.Watch());
            default -> inRoom(destination).or(() -> command(destination));
        };
    }

    static Optional<Feed> feed(String destination) {
        return switch (destination) {
            case StompFrames.ERRORS, StompFrames.SESSION, INBOX, PRESENCE ->
                    Optional.of(new Feed.Own(destination));
            case POSTS_TOPIC -> Optional.of(new Feed.Posts());
            default ->
                    between(destination, ROOM_TOPIC, "")
                            .flatMap(RoomId::parse)
                            .<Feed>map(Feed.Room::new)
                            .or(() -> live(destination));
        };
    }

    private static Optional<Feed> live(String destination) {
        return between(destination, ROOM_TOPIC, "/live").flatMap(RoomId::parse).map(Feed.Live::new);
    }

    /** What leaves no event in the room. */
    private static Optional<Target> inRoom(String destination) {
        return between(destination, ROOM, "/read")
                .flatMap(RoomId::parse)
                .<Target>map(Target.Read::new)
                .or(
                        () ->
                                between(destination, ROOM, "/typing")
                                        .flatMap(RoomId::parse)
                                        .map(Target.Typing::new));
    }

    private static Optional<Target> command(String destination) {
        var end = destination.lastIndexOf('/');
        var kind = KINDS.get(destination.substring(end + 1));
        return end < 0 || kind == null
                ? Optional.empty()
                : place(destination.substring(0, end), kind)
                        .map(place -> new Target.Command(place, kind));
    }

    /** A person is only sent something: that may make the room, and changes need one. */
    private static Optional<Place> place(String name, CommandKind kind) {
        var room = between(name, ROOM, "").flatMap(RoomId::parse).<Place>map(Place.Room::new);
        return room.isPresent() || kind != CommandKind.SEND
                ? room
                : between(name, PERSON, "").flatMap(UserId::parse).map(Place.Person::new);
    }

    private static Optional<String> between(String text, String start, String end) {
        return text.startsWith(start)
                        && text.endsWith(end)
                        && text.length() > start.length() + end.length()
                ? Optional.of(text.substring(start.length(), text.length() - end.length()))
                : Optional.empty();
    }
}
