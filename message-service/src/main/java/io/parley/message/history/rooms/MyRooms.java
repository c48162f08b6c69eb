package io.parley.message.history.rooms;

import io.parley.message.access.Caller;
import io.parley.message.history.counters.Counters;
import io.parley.message.preference.RoomPreference;
import io.parley.message.preference.RoomPreferences;
import io.parley.message.room.RoomView;
import io.parley.message.room.RoomViews;
import io.parley.message.room.inside.InsideRooms;
import io.parley.message.web.Page;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.read.RoomCounters;
import io.parley.model.wire.JsonBudget;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A person's rooms, those first in which something was said last, or that are new to them. */
@Component
class MyRooms {

    /** Rooms whose last events are read at once: those too long for the page are not all held. */
    private static final int STEP = 50;

    private final JdbcClient jdbc;
    private final RoomViews views;
    private final NewestOfRooms newest;
    private final RoomPreferences preferences;
    private final Counters counters;

    MyRooms(
            JdbcClient jdbc,
            RoomViews views,
            NewestOfRooms newest,
            RoomPreferences preferences,
            Counters counters) {
        this.jdbc = jdbc;
        this.views = views;
        this.newest = newest;
        this.preferences = preferences;
        this.counters = counters;
    }

    /** A page of rooms, from those that were last active before the cursor. */
    Page<MyRoom> page(Caller person, @Nullable RoomCursor cursor, int limit) {
        var found = find(person.id(), cursor, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var items = new ArrayList<MyRoom>();
        var budget = JsonBudget.ofAnswer();
        while (items.size() < shown.size() && !budget.isFull()) {
            var from = items.size();
            var step = shown.subList(from, Math.min(from + STEP, shown.size()));
            items.addAll(budget.take(read(step, person)));
        }
        var isLast = items.size() == found.size();
        return new Page<>(items, isLast ? null : found.get(items.size() - 1).cursor());
    }

    private List<MyRoom> read(List<Found> found, Caller person) {
        var ids = found.stream().map(Found::room).toList();
        var rooms = views.find(ids, person);
        var wanted = preferences.of(person.id(), ids);
        var events = newest.events(ids);
        var messages = newest.messages(ids);
        var counted = counters.of(person, ids);
        return found.stream()
                .map(
                        one ->
                                one.as(
                                        Objects.requireNonNull(rooms.get(one.room)),
                                        wanted.getOrDefault(one.room, RoomPreference.USUAL),
                                        events.get(one.room),
                                        messages.get(one.room),
                                        counted.getOrDefault(one.room, one.nothing())))
                .toList();
    }

    private List<Found> find(UserId person, @Nullable RoomCursor cursor, int limit) {
        return jdbc.sql(
                        """
                        SELECT * FROM (
                            SELECT room.id, coalesce(room_head.seq, 0) AS head_seq,
                                greatest(active_at, joined_at, room.created_at) AS last_at
                            FROM (%s) AS inside
                                JOIN room ON room.id = inside.room_id
                                LEFT JOIN room_member AS mine
                                    ON mine.room_id = room.id AND mine.user_id = :person
                                LEFT JOIN room_head ON room_head.room_id = room.id) AS found
                        WHERE :at::timestamptz IS NULL OR (last_at, id) < (:at, :id::uuid)
                        ORDER BY last_at DESC, id DESC LIMIT :limit
                        """
                                .formatted(InsideRooms.IDS))
                .param("person", person.value())
                .param("at", cursor == null ? null : cursor.lastAt().atOffset(ZoneOffset.UTC))
                .param("id", cursor == null ? null : cursor.room().value())
                .param("limit", limit)
                .query(
                        (row, number) ->
                                new Found(
                                        new RoomId(row.getObject("id", UUID.class)),
                                        row.getLong("head_seq"),
                                        row.getObject("last_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private record Found(RoomId room, long headSeq, Instant lastAt) {

        /**
         * @param newest shown where the person may read it, as is the message
         */
        MyRoom as(
                RoomView view,
                RoomPreference preference,
                @Nullable RoomEvent newest,
                @Nullable FoldedMessage message,
                RoomCounters counters) {
            var first = Objects.requireNonNullElse(view.historyFrom(), 1L);
            return new MyRoom(
                    view,
                    counters.headSeq(),
                    counters.readSeq(),
                    counters.unread(),
                    counters.capped(),
                    counters.mentions(),
                    counters.markedUnread(),
                    lastAt,
                    preference,
                    newest == null || newest.seq() < first ? null : newest,
                    message == null || message.seq() < first ? null : message);
        }

        /** In a room that the person has left since it was found. */
        RoomCounters nothing() {
            return new RoomCounters(room, headSeq, 0, false, 0, false, headSeq);
        }

        String cursor() {
            return new RoomCursor(lastAt, room).text();
        }
    }
}
