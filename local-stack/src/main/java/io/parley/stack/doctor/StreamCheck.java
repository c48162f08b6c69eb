package io.parley.stack.doctor;

import io.lettuce.core.Range;
import io.lettuce.core.RedisException;
import io.lettuce.core.StreamMessage;
import io.parley.model.RoomId;
import io.parley.model.log.RedisKeys;
import io.parley.model.wire.Json;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether Redis and PostgreSQL tell the same of the rooms that were used last. */
record StreamCheck(String url, Installation.Database database) implements Check {

    private static final int ROOMS = 20;

    @Override
    public String subject() {
        return "streams";
    }

    /** Where one of the two does not answer, their own checks say so. */
    @Override
    public void look(Findings findings) {
        try (var redis = new Redis(url);
                var jdbc = new Jdbc(database)) {
            int looked = 0;
            for (var room : rooms(jdbc)) {
                var stream = redis.commands().xrange(RedisKeys.stream(room), Range.unbounded());
                look(room, stream, stored(jdbc, room), findings);
                looked++;
            }
            if (findings.isWell()) {
                findings.well(
                        "The streams of %d rooms have no holes and agree with history."
                                .formatted(looked));
            }
        } catch (RedisException | SQLException away) {
            // said by the checks of these two
        }
    }

    private static void look(
            RoomId room,
            List<StreamMessage<String, String>> stream,
            Map<Long, String> stored,
            Findings findings) {
        long last = 0;
        for (var entry : stream) {
            long seq = Long.parseLong(entry.getId().split("-", 2)[0]);
            if (last > 0 && seq != last + 1) {
                findings.wrong(
                        "The stream of room %s jumps from %d to %d.".formatted(room, last, seq),
                        "Somebody else writes to this Redis: find out who, and delete the stream",
                        "doctor");
                return;
            }
            last = seq;
            var here = Json.MAPPER.readTree(entry.getBody().getOrDefault("e", "{}"));
            var there = stored.get(seq);
            if (there != null && !there.equals(plain(here.path("messageId").asString("")))) {
                findings.wrong(
                        "Event %d of room %s is another one in Redis than in PostgreSQL."
                                .formatted(seq, room),
                        "They were not filled from the same log: check that all services use the same Kafka, then delete the stream",
                        "doctor");
                return;
            }
        }
    }

    /** Ids are written in two ways. */
    private static String plain(String id) {
        return id.replace("-", "");
    }

    private static List<RoomId> rooms(Jdbc jdbc) throws SQLException {
        var rooms = new ArrayList<RoomId>();
        try (var statement = jdbc.connection().createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT room_id::text FROM room_head ORDER BY at DESC LIMIT "
                                        + ROOMS)) {
            while (rows.next()) {
                RoomId.parse(rows.getString(1)).ifPresent(rooms::add);
            }
        }
        return rooms;
    }

    private static Map<Long, String> stored(Jdbc jdbc, RoomId room) throws SQLException {
        var stored = new HashMap<Long, String>();
        try (var statement =
                jdbc.connection()
                        .prepareStatement(
                                "SELECT seq, message_id::text FROM room_event"
                                        + " WHERE room_id = ?::uuid ORDER BY seq DESC LIMIT 500")) {
            statement.setString(1, room.toString());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.put(rows.getLong(1), plain(rows.getString(2)));
                }
            }
        }
        return stored;
    }
}
