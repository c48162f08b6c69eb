package io.parley.model.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.wire.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class DeviceSignalTest {

    private static final RoomId ROOM = RoomId.of("0197a000-0000-7000-8000-000000000002");

    static final List<Arguments> SIGNALS =
            List.of(
                    Arguments.of(
                            new DeviceSignal.Read(ROOM, 41, ReadMove.Op.READ, null),
                            "{'type':'read','roomId':'%s','seq':41,'op':'read'}"),
                    Arguments.of(
                            new DeviceSignal.Counters(
                                    List.of(
                                            new RoomCounters(ROOM, 40, 2, false, 1, false, 43),
                                            new RoomCounters(
                                                    ROOM, 0, 1_000, true, 0, true, 1_200))),
                            "{'type':'counters','rooms':[{'roomId':'%1$s','readSeq':40,'unread':2,'capped':false,'mentions':1,'markedUnread':false,'headSeq':43},{'roomId':'%1$s','readSeq':0,'unread':1000,'capped':true,'mentions':0,'markedUnread':true,'headSeq':1200}]}"),
                    Arguments.of(
                            new DeviceSignal.Preferences(
                                    ROOM,
                                    DeviceSignal.Level.MENTIONS,
                                    Instant.parse("2026-12-01T08:00:00Z"),
                                    true),
                            "{'type':'preferences','roomId':'%s','level':'mentions','mutedUntil':'2026-12-01T08:00:00.000Z','favourite':true}"));

    @ParameterizedTest
    @FieldSource("SIGNALS")
    void a_signal_has_one_form_and_is_read_back(DeviceSignal signal, String form) {
        var json = form.replace('\'', '"').formatted(ROOM);

        assertThat(Json.MAPPER.writeValueAsString(signal)).isEqualTo(json);
        assertThat(Json.MAPPER.readValue(json, DeviceSignal.class)).isEqualTo(signal);
    }
}
