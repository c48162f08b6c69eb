package io.parley.chat.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.message.RoomCommand.Post;
import io.parley.model.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00a0",
                "\u200b",
                "\u2060",
                "\u3164",
                "\u2800",
                "\u00ad",
                " \u200b\n",
                "\u202e"
            })
    void refusesAMessageThatShowsNothing(String text) {
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        CommandReader.Result.Invalid.class,
                        refused -> {
                            assertThat(refused.clientMsgId()).hasValue("c-1");
                            assertThat(refused.fields()).extracting("name").containsExactly("text");
                        });
    }

    @Test
    void refusesACharacterUnderAPileOfMarks() {
        assertThat(read("a" + "\u0301".repeat(2_000)))
                .isInstanceOf(CommandReader.Result.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " kept as written \n",
                "❤\ufe0f",
                "שׁ\u05b8לוֹם",
                "\u202babc\u202c",
                "a\u200bb"
            })
    void keepsEveryOtherMessageAsItWasWritten(String text) {
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        CommandReader.Result.Valid.class,
                        read ->
                                assertThat(read.draft().command())
                                        .isEqualTo(new Post(text, null, null, List.of())));
    }

    private static CommandReader.Result read(String text) {
        var body = Json.MAPPER.writeValueAsString(Map.of("clientMsgId", "c-1", "text", text));
        return CommandReader.read(CommandKind.SEND, body.getBytes(UTF_8), false);
    }
}
