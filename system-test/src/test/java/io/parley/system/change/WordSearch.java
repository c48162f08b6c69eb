package io.parley.system.change;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.sync.RedisCommands;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.system.Suite;
import io.parley.test.StompFrame;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for words of a room wherever somebody may read them, or an operator: in all tables, in all
 * keys of Redis, in history both ways, in what a resume brings from any place, in the logs.
 */
final class WordSearch {

    private static final int PAGE = 200;

    private final Suite suite;
    private final Suite.Account reader;
    private final String room;

    WordSearch(Suite suite, Suite.Account reader, String room) {
        this.suite = suite;
        this.reader = reader;
        this.room = room;
    }

    /**
     * Where the word is found.
     *
     * @param after the places from which to resume
     */
    List<String> places(String word, long... after) {
        return Stream.of(
                        tables(word),
                        keys(word),
                        history(word),
                        messages(word, after),
                        resumes(word, after),
                        suite.logLines().stream()
                                .filter(line -> line.contains(word))
                                .map(line -> "a log: " + line))
                .flatMap(found -> found)
                .toList();
    }

    private Stream<String> tables(String word) {
        var postgres = (PostgresServer) suite.stack().member("postgresql").server();
        var found = new ArrayList<String>();
        try (var connection = postgres.connect("parley")) {
            for (var table : tables(connection)) {
                var sql = "SELECT count(*) FROM " + table + " AS r WHERE strpos(r::text, ?) > 0";
                try (var statement = connection.prepareStatement(sql)) {
                    statement.setString(1, word);
                    try (var rows = statement.executeQuery()) {
                        if (rows.next() && rows.getLong(1) > 0) {
                            found.add("the table " + table);
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return found.stream();
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var sql =
                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                        + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";
        var tables = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private Stream<String> keys(String word) {
        var url = ((RedisServer) suite.stack().member("redis").server()).url();
        try (var client = RedisClient.create(url);
                var connection = client.connect()) {
            var redis = connection.sync();
            return ScanIterator.scan(redis).stream()
                    .filter(key -> key.contains(word) || value(redis, key).contains(word))
                    .map(key -> "the key " + key)
                    .toList()
                    .stream();
        }
    }

    private static String value(RedisCommands<String, String> redis, String key) {
        return switch (redis.type(key)) {
            case "string" -> String.valueOf(redis.get(key));
            case "hash" -> redis.hgetall(key).toString();
            case "list" -> redis.lrange(key, 0, -1).toString();
            case "set" -> redis.smembers(key).toString();
            case "zset" -> redis.zrange(key, 0, -1).toString();
            case "stream" -> redis.xrange(key, Range.unbounded()).toString();
            // gone since it was listed
            case "none" -> "";
            default -> throw new AssertionError("no such type: " + redis.type(key));
        };
    }

    private Stream<String> history(String word) {
        return Stream.of("after=0", "before=9007199254740991", "around=1")
                .map(window -> "/messages/history/%s?limit=%d&%s".formatted(room, PAGE, window))
                .flatMap(path -> Stream.of(path, path + "&fold=true"))
                .filter(
                        path ->
                                suite.api()
                                        .as(reader)
                                        .get(path)
                                        .expect(200)
                                        .toString()
                                        .contains(word));
    }

    /** Of some seqs, of which not all are messages. */
    private Stream<String> messages(String word, long... seqs) {
        return Arrays.stream(seqs)
                .boxed()
                .flatMap(seq -> Stream.of("", "?fold=true", "/versions").map(end -> seq + end))
                .map(end -> "/api/v1/rooms/%s/messages/%s".formatted(room, end))
                .filter(path -> suite.api().as(reader).get(path).response().body().contains(word));
    }

    private Stream<String> resumes(String word, long... after) {
        var found = new ArrayList<String>();
        // two sessions of a person are on two pods
        for (var pod : List.of("one pod", "the other pod")) {
            try (var session = suite.connect(reader)) {
                for (long seq : after) {
                    var id =
                            session.subscribeAndAwait(
                                    "/topic/rooms/" + room, Map.of("x-after", Long.toString(seq)));
                    session.unsubscribe(id);
                    session.frames(frame -> isIn(frame, id, word))
                            .forEach(_ -> found.add("a resume after " + seq + " at " + pod));
                }
            }
        }
        return found.stream();
    }

    private static boolean isIn(StompFrame frame, String subscription, String word) {
        return subscription.equals(frame.header("subscription")) && frame.body().contains(word);
    }
}
