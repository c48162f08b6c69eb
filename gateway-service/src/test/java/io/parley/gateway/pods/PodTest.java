package io.parley.gateway.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.room.PodLoad;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PodTest {

    private final Pod pod = new Pod(URI.create("http://127.0.0.1:1"));

    @Test
    void takesNobodyBeforeItHasReported() {
        assertThat(pod.accepting()).isFalse();
        assertThat(pod.load()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void countsWhoWasSentSinceTheReportWasAskedFor() {
        pod.upgrading();
        var asked = pod.upgrades();
        pod.upgrading();
        pod.reported(new PodLoad("pod-1", 10, true), asked);
        pod.upgrading();

        assertThat(pod.load()).isEqualTo(12);
    }

    @Test
    void takesNobodyOnceItIsLostUntilItReportsAgain() {
        pod.reported(new PodLoad("pod-1", 0, true), 0);

        pod.lost();

        assertThat(pod.accepting()).isFalse();
        pod.reported(new PodLoad("pod-1", 0, true), 0);
        assertThat(pod.accepting()).isTrue();
    }
}
