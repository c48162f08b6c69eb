package io.parley.chaos.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.log.LogRecordCodec;
import io.parley.model.log.LogRecordCodec.Decoded;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker reads records without the services' code, and must take them for the same. */
class LogContentTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String UUID = "11111111-2222-3333-4444-555555555555";
    private static final String TARGET = "\"target\":{\"seq\":3,\"messageId\":\"" + ID + "\"}";
    private static final String SETTINGS =
            "{\"editWindowMs\":3600000,\"reactions\":\"off\",\"threads\":null}";
    private static final String PERSON = "\"userId\":\"" + UUID + "\",\"name\":\"a\"";

    static Stream<String> records() {
        return Stream.of("1", "2", "3", "4", "0", "-1", "\"3\"", "3.5", "null")
                .flatMap(LogContentTest::ofVersion);
    }

    private static Stream<String> ofVersion(String version) {
        return Stream.of(
                        of("message.created", "\"text\":\"a\""),
                        of("message.created", "\"text\":\"a\",\"replyTo\":\"" + ID + "\""),
                        of(
                                "message.created",
                                "\"text\":\"a\",\"replyTo\":\"" + ID + "\",\"replySeq\":7"),
                        of("message.created", "\"text\":\"a\",\"replySeq\":7"),
                        of(
                                "message.created",
                                "\"text\":\"a\",\"replyTo\":\"" + ID + "\",\"replySeq\":0"),
                        of("message.created", ""),
                        of("message.created", "\"text\":\"half a pair \\ud83d\""),
                        of("message.edited", TARGET + ",\"text\":\"b\""),
                        of("message.edited", TARGET + ",\"text\":\"b\",\"ifVersion\":2"),
                        of("message.edited", TARGET),
                        of("message.edited", "\"text\":\"b\""),
                        of("message.deleted", TARGET),
                        of("message.deleted", TARGET + ",\"reason\":\"c\""),
                        of("message.deleted", ""),
                        of("message.deleted", TARGET.replace("3", "0")),
                        of("message.pinned", TARGET),
                        of("message.unpinned", TARGET),
                        of("message.pinned", TARGET.replace("seq", "number")),
                        of("reaction.changed", TARGET + "," + changes("add")),
                        of("reaction.changed", TARGET + "," + changes("remove")),
                        of("reaction.changed", TARGET + "," + changes("toggle")),
                        of("reaction.changed", TARGET + ",\"changes\":[]"),
                        of("reaction.changed", TARGET),
                        of("member.joined", PERSON),
                        of("member.left", "\"name\":\"a\""),
                        of("member.changed", PERSON + ",\"standing\":\"muted\""),
                        of("member.changed", PERSON + ",\"standing\":\"king\""),
                        of("support.claimed", PERSON),
                        of("support.released", PERSON),
                        of("room.updated", "\"name\":\"a\""),
                        of("room.updated", ""),
                        of("room.settings", "\"settings\":{}"),
                        of("room.settings", "\"settings\":" + SETTINGS),
                        of("room.settings", "\"settings\":" + SETTINGS.replace("off", "of")),
                        of("room.settings", "\"settings\":" + SETTINGS.replace("3600000", "-1")),
                        of("room.settings", "\"settings\":[]"),
                        of("room.settings", ""),
                        of("message.unreadable", ""),
                        of("message.unheard.of", "\"text\":\"a\""))
                .map(record -> "{\"v\":" + version + "," + record);
    }

    private static String changes(String op) {
        return "\"changes\":[{" + PERSON + ",\"emoji\":\"👍\",\"op\":\"" + op + "\"}]";
    }

    private static String of(String type, String data) {
        return "\"id\":\"%s\",\"room\":\"%s\",\"actor\":{\"id\":\"%s\",\"name\":\"n\",\"role\":\"USER\"},\"type\":\"%s\",\"data\":{%s}}"
                .formatted(ID, UUID, UUID, type, data);
    }

    @ParameterizedTest
    @MethodSource("records")
    void takesARecordForWhatTheServicesTakeItFor(String record) {
        var bytes = record.getBytes(UTF_8);

        var content = LogContent.read(bytes);

        var expected =
                switch (LogRecordCodec.decode(bytes)) {
                    case Decoded.Valid _ -> LogContent.Message.class;
                    case Decoded.UnknownVersion _ -> LogContent.Newer.class;
                    case Decoded.Malformed _ -> LogContent.Garbage.class;
                };
        assertThat(content).isInstanceOf(expected);
    }
}
