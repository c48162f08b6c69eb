package io.parley.gateway.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.room.PodLoad;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvennessTest {

    private int ports = 1;

    @Test
    void isOfThePodsThatTakePeople() {
        var pods = List.of(pod(10, true), pod(3, true), pod(0, false), silent());

        assertThat(Evenness.of(pods)).contains(new Evenness(7, 3));
        assertThat(Evenness.of(pods).map(Evenness::query)).contains("?average=7&least=3");
    }

    @Test
    void countsWhoIsOnTheWay() {
        var busy = pod(0, true);
        busy.upgrading();
        busy.upgrading();

        assertThat(Evenness.of(List.of(busy, pod(2, true)))).contains(new Evenness(2, 2));
        assertThat(busy.sentSinceReport()).isEqualTo(2);
    }

    @Test
    void takesTwoToCompare() {
        assertThat(Evenness.of(List.of(pod(10, true), pod(0, false)))).isEqualTo(Optional.empty());
    }

    private Pod pod(int sessions, boolean accepting) {
        var pod = silent();
        pod.reported(new PodLoad("pod", sessions, accepting), 0);
        return pod;
    }

    private Pod silent() {
        return new Pod(URI.create("http://127.0.0.1:" + ports++));
    }
}
