package io.parley.chat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.UserId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveSignalTest {

    private final UserId ben = new UserId(new UUID(0, 7));

    @Test
    void aSignalIsReadAsItWasWritten() {
        for (var signal :
                List.<LiveSignal>of(
                        new LiveSignal.Typing(ben, "Ben", false, null),
                        new LiveSignal.Typing(ben, "Ben", true, 3L),
                        new LiveSignal.Read(ben, 9))) {
            assertThat(LiveSignal.parse(signal.json())).as(signal.json()).contains(signal);
        }
    }

    @Test
    void messageServiceTellsWhoHasRead() {
        assertThat(
                        LiveSignal.parse(
                                "{\"type\":\"read\",\"userId\":\"%s\",\"seq\":9}".formatted(ben)))
                .contains(new LiveSignal.Read(ben, 9));
    }
}
