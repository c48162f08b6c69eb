package io.parley.message.history.following;

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
import io.parley.model.wire.JsonBudget;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The threads that a person follows, those first in which something was said last. */
@Component
class MyThreads {

    /** Threads whose roots are folded at once: those too long for the page are not all held. */
    private static final int STEP = 50;

    private static final String FIND =
            """
            WITH inside AS MATERIALIZED (
                SELECT * FROM unnest(:rooms, :first) AS inside (room_id, first))
            SELECT thread.room_id, thread.root_seq, newest.at
            FROM thread_follow AS thread
                JOIN inside ON inside.room_id = thread.room_id
                JOIN room_thread ON room_thread.room_id = thread.room_id
                    AND room_thread.root_seq = thread.root_seq
                JOIN room_event AS newest ON newest.room_id = thread.room_id
                    AND newest.seq = last_seq
                JOIN room_event AS root ON root.room_id = thread.room_id
                    AND root.seq = thread.root_seq AND root.type = 'message.created'
            WHERE thread.user_id = :person AND NOT has_left AND last_seq > 0 AND thread.root_seq >= first
                AND (newest.at, thread.room_id, thread.root_seq) < (:at, :room, :seq)
            ORDER BY newest.at DESC, thread.room_id DESC, thread.root_seq DESC LIMIT :limit
            """;

    /** By an index alone. */
    static final String UNREAD =
            """
            SELECT thread.room_id, thread.root_seq, unread
            FROM unnest(:rooms, :roots) AS root (room_id, root_seq)
                JOIN thread_follow AS thread ON thread.user_id = :person
                    AND thread.room_id = root.room_id AND thread.root_seq = root.root_seq
                CROSS JOIN LATERAL (
                    SELECT count(*) AS unread FROM (
                        SELECT FROM room_event AS reply
                        WHERE reply.room_id = root.room_id AND thread_root = root.root_seq
                            AND reply.seq > read_seq AND deleted_by IS NULL
                            AND actor_id <> :person
                        LIMIT :most) AS reply) AS counted
            """;

    private final JdbcClient jdbc;
    private final InsideRooms rooms;
    private final MessageRows messages;
    private final FoldMessages fold;
    private final OneMoment moment;

    MyThreads(
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

    /** A page of those in which was said something before the cursor, but nothing later. */
    Page<MyThread> page(Caller person, MessageCursor before, int limit) {
        return moment.read(() -> read(person, before, limit));
    }

    private Page<MyThread> read(Caller person, MessageCursor before, int limit) {
        var found = find(person, rooms.of(person), before, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var items = new ArrayList<MyThread>();
        var budget = JsonBudget.ofAnswer();
        while (items.size() < shown.size() && !budget.isFull()) {
            var from = items.size();
            var step = shown.subList(from, Math.min(from + STEP, shown.size()));
            items.addAll(budget.take(folded(person, step)));
        }
        var isLast = items.size() == found.size();
        return new Page<>(items, isLast ? null : found.get(items.size() - 1).text());
    }

    private List<MyThread> folded(Caller person, List<MessageCursor> roots) {
        var rooms = roots.stream().map(MessageCursor::room).toList();
        var seqs = roots.stream().map(MessageCursor::seq).toList();
        var folded = fold.fold(messages.at(rooms, seqs));
        var unread = unread(person, roots);
        return roots.stream()
                .map(root -> new Place(root.room(), root.seq()))
                .map(
                        root ->
                                new MyThread(
                                        root.room(),
                                        Objects.requireNonNull(folded.get(root)).following(true),
                                        unread.getOrDefault(root, 0)))
                .toList();
    }

    private Map<Place, Integer> unread(Caller person, List<MessageCursor> roots) {
        var unread = new HashMap<Place, Integer>();
        jdbc.sql(UNREAD)
                .param("rooms", roots.stream().map(one -> one.room().value()).toArray(UUID[]::new))
                .param("roots", roots.stream().map(MessageCursor::seq).toArray(Long[]::new))
                .param("person", person.id().value())
                .param("most", MyThread.MAX_UNREAD)
                .query(
                        row -> {
                            var room = new RoomId(row.getObject("room_id", UUID.class));
                            var root = new Place(room, row.getLong("root_seq"));
                            unread.put(root, row.getInt("unread"));
                        });
        return unread;
    }

    private List<MessageCursor> find(
            Caller person, List<Inside> inside, MessageCursor before, int limit) {
        return jdbc.sql(FIND)
                .param("rooms", inside.stream().map(one -> one.room().value()).toArray(UUID[]::new))
                .param("first", inside.stream().map(Inside::firstReadable).toArray(Long[]::new))
                .param("person", person.id().value())
                .param("at", before.at().atOffset(ZoneOffset.UTC))
                .param("room", before.room().value())
                .param("seq", before.seq())
                .param("limit", limit)
                .query(
                        (row, number) ->
                                new MessageCursor(
                                        row.getObject("at", OffsetDateTime.class).toInstant(),
                                        new RoomId(row.getObject("room_id", UUID.class)),
                                        row.getLong("root_seq")))
                .list();
    }
}
