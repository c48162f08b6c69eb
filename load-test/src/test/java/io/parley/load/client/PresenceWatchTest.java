package io.parley.load.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PresenceWatchTest {

    private final AtomicLong now = new AtomicLong();
    private final PresenceWatch watch = new PresenceWatch(now::get);

    @Test
    void remembersWhenSomebodyWasFirstToldToBeWhatTheyAre() {
        told("offline", 1);
        told("online", 2);
        told("online", 3);

        assertThat(watch.toldAt(List.of("ada", "nobody"))).containsExactly(2L);
        assertThat(watch.everOffline()).containsExactly("ada");
        watch.begin();
        assertThat(watch.everOffline()).isEmpty();
    }

    @Test
    void waitsUntilAllAreSo() {
        told("online", 1);

        assertThat(watch.await(List.of("ada"), "online", () -> false)).isTrue();
        assertThat(watch.await(List.of("ada", "ben"), "online", () -> false)).isFalse();
    }

    @Test
    void otherFramesSayNothing() {
        watch.heard("MESSAGE\nx-type:presence.delayed\n\n{}");

        assertThat(watch.everOffline()).isEmpty();
    }

    private void told(String state, long at) {
        now.set(at);
        watch.heard(
                "MESSAGE\nx-type:presence\n\n{\"users\":[{\"id\":\"ada\",\"state\":\"%s\"}]}"
                        .formatted(state));
    }
}
