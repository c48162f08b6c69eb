package io.parley.model.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import java.util.Arrays;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatLogTest {

    /** A room that changed its partition between two releases would lose its order: never edit. */
    @ParameterizedTest
    @CsvSource({
        "00000000-0000-0000-0000-000000000000, 0",
        "ffffffff-ffff-ffff-ffff-ffffffffffff, 53",
        "01936f5a-0000-7000-8000-000000000001, 50",
        "01936f5a-0000-7000-8000-000000000002, 3",
        "01936f5a-4b7c-7d3e-9f21-5a6b7c8d9e0f, 23",
        "019a7c31-e400-7abc-8def-0123456789ab, 58",
        "8d9e0f01-2345-4678-89ab-cdef01234567, 16",
        "7fffffff-ffff-7fff-bfff-ffffffffffff, 10",
    })
    void aRoomHasItsPartitionForLife(String room, int partition) {
        assertThat(ChatLog.partitionOf(RoomId.of(room))).isEqualTo(partition);
    }

    @Property(tries = 10_000)
    void thePartitionExists(@ForAll long high, @ForAll long low) {
        assertThat(ChatLog.partitionOf(new RoomId(new UUID(high, low))))
                .isBetween(0, ChatLog.PARTITIONS - 1);
    }

    @Test
    void roomsMadeOneAfterTheOtherSpreadEvenly() {
        var counts = new int[ChatLog.PARTITIONS];
        var perPartition = 1_000;
        for (var i = 0L; i < (long) perPartition * ChatLog.PARTITIONS; i++) {
            // As UUIDv7 in one burst: a time that hardly moves, and a counter
            var room = new UUID((0x01936f5a0000L + i / 100) << 16 | 0x7000, Long.MIN_VALUE + i);
            counts[ChatLog.partitionOf(new RoomId(room))]++;
        }

        // 5 standard deviations of an even spread
        assertThat(Arrays.stream(counts)).allMatch(count -> Math.abs(count - perPartition) < 160);
    }
}
