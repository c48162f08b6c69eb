package io.parley.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.model.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class RequestJsonTest {

    record Request(
            @Nullable String text,
            @Nullable Instant until,
            @Nullable Role role,
            @Nullable List<String> list) {}

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud83d", "\\ude00\\ud83d", "\\ud83dx"})
    void refusesTextThatCannotBeStored(String text) {
        var json = "{\"text\":\"" + text + "\"}";

        var refusal =
                catchThrowableOfType(
                        WrongValue.class, () -> RequestJson.MAPPER.readValue(json, Request.class));

        assertThat(refusal.rule()).contains("U+0000");
        assertThat(refusal.getPath().getFirst().getPropertyName()).isEqualTo("text");
    }

    @Test
    void refusesSuchTextInListsToo() {
        assertThatThrownBy(() -> read("{\"list\":[\"a\",\"\\u0000\"]}"))
                .isInstanceOf(WrongValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"+999999999-12-31T23:59:59.999999999Z\"",
                "\"-999999999-01-01T00:00:00Z\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"9999-12-31T23:59:59.9999Z\"",
                "\"0000-12-31T23:59:59Z\"",
                "\"-0001-01-01T00:00:00Z\"",
                "\"2026-02-30T00:00:00Z\"",
                "\"tomorrow\"",
                "\"\"",
                "1",
                "1e999999999",
                "true",
                "[]"
            })
    void refusesTimesThatNoCalendarOrDatabaseHolds(String time) {
        assertThatThrownBy(() -> read("{\"until\":" + time + "}")).isInstanceOf(WrongValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-29T12:00:00Z",
                "2026-11-29T12:00:00.123456Z",
                "2026-11-29T13:00:00+01:00",
                "9999-12-31T00:00:00Z"
            })
    void readsTimesOfRfc3339(String time) {
        assertThat(read("{\"until\":\"" + time + "\"}").until()).isEqualTo(Instant.parse(time));
    }

    @Test
    void takesNoNumberForOneOfAFewNames() {
        assertThatThrownBy(() -> read("{\"role\":1}")).isInstanceOf(JacksonException.class);
        assertThat(read("{\"role\":\"ADMIN\"}").role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void leavesWholeCharactersAsTheyAre() {
        assertThat(read("{\"text\":\"\\ud83d\\ude00 é\"}").text()).isEqualTo("😀 é");
    }

    private static Request read(String json) {
        return RequestJson.MAPPER.readValue(json, Request.class);
    }
}
