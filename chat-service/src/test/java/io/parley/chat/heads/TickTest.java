package io.parley.chat.heads;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TickTest {

    private static final Instant AT = Instant.parse("2026-11-30T12:00:00.123Z");

    private final UserId ada = new UserId(UUID.randomUUID());
    private final UserId ben = new UserId(UUID.randomUUID());
    private final RoomWindow first =
            new RoomWindow(
                    new RoomId(UUID.randomUUID()),
                    3,
                    7,
                    AT,
                    List.of(
                            new HeadMessage(4, ada, List.of(), false, false, false),
                            new HeadMessage(5, ben, List.of(ada, ben), false, false, false),
                            new HeadMessage(7, ada, List.of(), true, true, true)),
                    6);
    private final RoomWindow second =
            new RoomWindow(new RoomId(UUID.randomUUID()), 0, 1, null, List.of(), 0);

    @Test
    void windowsAreReadAsTheyWereWritten() {
        var tick = Tick.write(42, AT, 17, List.of(first, second));

        assertThat(read(tick, List.of(first.room(), second.room()))).containsExactly(first, second);
        assertThat(Tick.delayMs(tick)).isEqualTo(17);
    }

    @Test
    void whatNobodyWantsIsSkipped() {
        var tick = Tick.write(42, AT, 17, List.of(first, second));

        assertThat(read(tick, List.of(second.room()))).containsExactly(second);
    }

    @Test
    void aTickWithoutWindowsIsThatOfTheReleaseBefore() {
        var tick = Tick.write(42, AT, 17, List.of());

        assertThat(tick)
                .isEqualTo(
                        "{\"nextOffset\":42,\"at\":\"2026-11-30T12:00:00.123Z\",\"delayMs\":17}");
        assertThat(read(tick, List.of(first.room()))).isEmpty();
    }

    @Test
    void whatANewerReleaseAddsIsSkipped() {
        var room = first.room();
        var tick =
                ("{\"new\":{\"heads\":[1]},\"nextOffset\":1,\"at\":\"x\",\"delayMs\":5,\"heads\":["
                                + "{\"r\":\"%s\",\"new\":[{}],\"f\":1,\"s\":2,\"m\":[[2,\"%s\"]]}]}")
                        .formatted(room, ada);

        assertThat(read(tick, List.of(room)))
                .containsExactly(
                        new RoomWindow(
                                room,
                                1,
                                2,
                                null,
                                List.of(new HeadMessage(2, ada, List.of(), false, false, false)),
                                0));
        assertThat(Tick.delayMs(tick)).isEqualTo(5);
    }

    private static List<RoomWindow> read(String tick, List<RoomId> wanted) {
        var windows = new ArrayList<RoomWindow>();
        Tick.windows(tick, wanted::contains, windows::add);
        return windows;
    }
}
