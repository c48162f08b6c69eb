package io.parley.model.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadMoveTest {

    private static final String USER = "0197a000-0000-7000-8000-000000000001";
    private static final String ROOM = "0197a000-0000-7000-8000-000000000002";

    @Test
    void a_move_is_read_as_it_was_written() {
        var move = new ReadMove(UserId.of(USER), RoomId.of(ROOM), 41, ReadMove.Op.UNREAD, 7L);

        assertThat(ReadMove.parse(move.toJson())).contains(move);
        assertThat(new String(move.toJson(), UTF_8))
                .isEqualTo(
                        "{\"userId\":\"%s\",\"roomId\":\"%s\",\"seq\":41,\"op\":\"unread\",\"threadRoot\":7}"
                                .formatted(USER, ROOM));
    }

    @Test
    void a_delivery_is_a_move() {
        var move = new ReadMove(UserId.of(USER), RoomId.of(ROOM), 41, ReadMove.Op.DELIVERED, null);

        assertThat(ReadMove.parse(move.toJson())).contains(move);
        assertThat(new String(move.toJson(), UTF_8)).endsWith("\"op\":\"delivered\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"userId\":\"x\"}",
                "{\"userId\":\"" + USER + "\",\"roomId\":\"" + ROOM + "\",\"seq\":1}",
                "{\"userId\":\"" + USER + "\",\"roomId\":\"" + ROOM + "\",\"op\":\"read\"}",
                "{\"userId\":\""
                        + USER
                        + "\",\"roomId\":\""
                        + ROOM
                        + "\",\"seq\":-1,\"op\":\"read\"}",
                "{\"userId\":\""
                        + USER
                        + "\",\"roomId\":\""
                        + ROOM
                        + "\",\"seq\":1,\"op\":\"toggle\"}"
            })
    void what_is_no_move_is_told_from_one(String json) {
        assertThat(ReadMove.parse(json.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void no_record_is_no_move() {
        assertThat(ReadMove.parse(null)).isEmpty();
    }
}
