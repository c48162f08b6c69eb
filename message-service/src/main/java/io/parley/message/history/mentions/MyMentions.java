package io.parley.message.history.mentions;

import io.parley.message.access.Caller;
import io.parley.message.archive.MessageRows;
import io.parley.message.history.FoldMessages;
import io.parley.message.history.FoldMessages.Place;
import io.parley.message.history.rooms.MessageCursor;
import io.parley.message.infra.OneMoment;
import io.parley.message.room.inside.InsideRooms;
import io.parley.message.room.inside.InsideRooms.Inside;
import io.parley.message.web.Page;
import io.parley.model.RoomId;
import io.parley.model.message.FoldedMessage;
import io.parley.model.wire.JsonBudget;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The messages that mention a person, the newest first. The rows name all that ever did, in rooms
 * that the person is inside of now; the messages are folded, and those that do so still are shown.
 */
@Component
class MyMentions {

    /** Messages that are folded at once: those too long for the page are not all held. */
    private static final int STEP = 50;

    /** Messages that one call looks at, where edits have taken the mentions out of many. */
    private static final int MOST = 1_000;

    static final String FIND =
            """
            WITH inside AS MATERIALIZED (
                SELECT * FROM unnest(:rooms, :first, :since::timestamptz[])
                    AS inside (room_id, first, since))
            SELECT room_id, seq, at FROM (
                (SELECT room_id, seq, at FROM mention JOIN inside USING (room_id)
                WHERE user_id = :person AND (at, room_id, seq) < (:at, :room, :seq)
                    AND seq >= first
                ORDER BY at DESC, room_id DESC, seq DESC LIMIT :limit)
                UNION
                (SELECT room_id, seq, at FROM inside CROSS JOIN LATERAL (
                    SELECT seq, at FROM room_mention
                    WHERE room_mention.room_id = inside.room_id AND at BETWEEN since AND :at
                        AND (at, room_id, seq) < (:at, :room, :seq) AND seq >= first
                        AND author_id <> :person AND (kind = 'room' OR :admin)
                    ORDER BY at DESC, seq DESC LIMIT :limit) AS newest)) AS found
            ORDER BY at DESC, room_id DESC, seq DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final InsideRooms rooms;
    private final MessageRows messages;
    private final FoldMessages fold;
    private final OneMoment moment;

    MyMentions(
            JdbcClient jdbc,
            InsideRooms rooms,
            MessageRows messages,
            FoldMessages fold,
            OneMoment moment) {
        this.jdbc = jdbc;
        this.rooms = rooms;
        this.messages = messages;
        this.fold = fold;
        this.moment = moment;
    }

    /** A page of those that are older than the cursor. */
    Page<MyMention> page(Caller person, MessageCursor before, int limit) {
        return moment.read(() -> read(person, before, limit));
    }

    private Page<MyMention> read(Caller person, MessageCursor before, int limit) {
        var inside =
                rooms.of(person).stream()
                        .collect(Collectors.toMap(Inside::room, Function.identity()));
        var items = new ArrayList<MyMention>();
        var budget = JsonBudget.ofAnswer();
        var from = before;
        for (var seen = 0; seen < MOST; ) {
            var asked = Math.min(STEP, limit + 1 - items.size());
            var step = find(person, List.copyOf(inside.values()), from, asked);
            seen += asked;
            for (var mention : mentions(step, person, inside)) {
                if (items.size() == limit || budget.take(List.of(mention)).isEmpty()) {
                    return new Page<>(items, cursor(items.getLast()).text());
                }
                items.add(mention);
            }
            if (step.size() < asked) {
                return new Page<>(items, null);
            }
            from = step.getLast();
        }
        return new Page<>(items, from.text());
    }

    private static MessageCursor cursor(MyMention last) {
        return new MessageCursor(last.message().at(), last.roomId(), last.message().seq());
    }

    private List<MyMention> mentions(
            List<MessageCursor> found, Caller person, Map<RoomId, Inside> inside) {
        var places = found.stream().map(one -> new Place(one.room(), one.seq())).toList();
        var folded =
                fold.fold(
                        messages.at(
                                places.stream().map(Place::room).toList(),
                                places.stream().map(Place::seq).toList()));
        return places.stream()
                .filter(folded::containsKey)
                .map(
                        place ->
                                new MyMention(
                                        place.room(), Objects.requireNonNull(folded.get(place))))
                .filter(
                        one ->
                                reaches(
                                        one.message(),
                                        person,
                                        Objects.requireNonNull(inside.get(one.roomId()))))
                .toList();
    }

    private static boolean reaches(FoldedMessage message, Caller person, Inside room) {
        var wasInside = !message.at().isBefore(room.since());
        return message.mentions() != null
                && message.mentions().stream()
                        .anyMatch(one -> one.means(person.id(), person.role(), wasInside));
    }

    private List<MessageCursor> find(
            Caller person, List<Inside> inside, MessageCursor before, int limit) {
        return jdbc.sql(FIND)
                .params(parameters(person, inside, before, limit))
                .query(
                        (row, number) ->
                                new MessageCursor(
                                        row.getObject("at", OffsetDateTime.class).toInstant(),
                                        new RoomId(row.getObject("room_id", UUID.class)),
                                        row.getLong("seq")))
                .list();
    }

    static Map<String, Object> parameters(
            Caller person, List<Inside> inside, MessageCursor before, int limit) {
        return Map.of(
                "rooms", inside.stream().map(one -> one.room().value()).toArray(UUID[]::new),
                "first", inside.stream().map(Inside::firstReadable).toArray(Long[]::new),
                "since", inside.stream().map(one -> one.since().toString()).toArray(String[]::new),
                "person", person.id().value(),
                "admin", person.isAdmin(),
                "at", utc(before.at()),
                "room", before.room().value(),
                "seq", before.seq(),
                "limit", limit);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
