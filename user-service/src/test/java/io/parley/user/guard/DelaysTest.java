package io.parley.user.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelaysTest {

    @Test
    void growFromNothingToALimit() {
        assertThat(Delays.STRANGER.after(4)).isZero();
        assertThat(Delays.STRANGER.after(5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Delays.STRANGER.after(8)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Delays.STRANGER.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
        assertThat(Delays.KNOWN.after(1_000)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Delays.ALL_STRANGERS.after(19)).isZero();
        assertThat(Delays.ALL_STRANGERS.after(1_000)).isEqualTo(Duration.ofMinutes(1));
    }
}
