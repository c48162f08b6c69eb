package io.parley.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples are what the web client's tests read, too. */
class WireSamplesTest {

    @ParameterizedTest
    @ValueSource(strings = {"message-created", "member-joined", "room-settings"})
    void writesAnEventExactlyAsTheSampleThatItRead(String name) throws IOException {
        var sample = sample(name);

        var event = EventJson.read(sample);

        assertThat(EventJson.write(event)).isEqualTo(sample);
    }

    @Test
    void writesAProblemExactlyAsTheSampleThatItRead() throws IOException {
        var sample = sample("problem-validation");

        var problem = Json.MAPPER.readValue(sample, Problem.class);

        assertThat(Json.MAPPER.writeValueAsString(problem)).isEqualTo(sample);
    }

    private static String sample(String name) throws IOException {
        try (var file = WireSamplesTest.class.getResourceAsStream("/wire/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
