package io.parley.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.load.client.LoadException;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {

    @Test
    void addsUpTheGenerationsOfASerialHeap() {
        var info =
                """
                1234:
                 DefNew     total 9792K, used 1024K [0x1, 0x2, 0x3)
                  eden space 8704K,  11% used [0x1, 0x2, 0x3)
                 Tenured    total 21888K, used 2048K [0x1, 0x2, 0x3)
                 Metaspace       used 50000K, committed 51000K, reserved 1114112K
                  class space    used 6000K, committed 6100K, reserved 1048576K
                """;

        assertThat(ProcessMeter.heapUsed(info)).isEqualTo(3_072 * 1_024);
    }

    @Test
    void takesTheWholeOfAG1Heap() {
        var info =
                """
                1234:
                 garbage-first heap   total reserved 262144K, committed 65536K, used 4096K [0x1, 0x2)
                  region size 1024K, 3 young (3072K), 1 survivors (1024K)
                 Metaspace       used 50000K, committed 51000K, reserved 1114112K
                """;

        assertThat(ProcessMeter.heapUsed(info)).isEqualTo(4_096 * 1_024);
    }

    @Test
    void doesNotGuess() {
        assertThatThrownBy(() -> ProcessMeter.heapUsed("ZHeap")).isInstanceOf(LoadException.class);
    }

    @Test
    void measuresThisProcess() {
        assertThat(ProcessMeter.ownCpuMicros()).isPositive();
        assertThat(ProcessMeter.residentKilobytes(ProcessHandle.current())).isGreaterThan(10_000);
    }
}
