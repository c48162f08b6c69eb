package io.parley.load.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PostOrderTest {

    private final PostArrivals arrivals = new PostArrivals(10);
    private final PostOrder order = new PostOrder(arrivals);

    @Test
    void countsWhatComesInOrderFromThePlaceWhereTheStreamBegins() {
        begin(41);
        arrivals.answered(0, TimeUnit.MILLISECONDS.toNanos(5));
        created(42, 0, TimeUnit.MILLISECONDS.toNanos(12));
        created(43, 1, 0);

        assertThat(arrivals.events()).isEqualTo(2);
        assertThat(arrivals.outOfOrder()).isZero();
        assertThat(arrivals.latencyMicros().getMaxValue() / 1_000).isEqualTo(7);
    }

    @Test
    void noticesHolesAndRepeats() {
        begin(0);
        created(1, 0, 0);
        created(1, 0, 0);
        created(3, 2, 0);
        created(4, 3, 0);

        assertThat(arrivals.events()).isEqualTo(2);
        assertThat(arrivals.outOfOrder()).isEqualTo(2);
    }

    private void begin(long position) {
        order.line("retry: 2000", 0);
        order.line(": posts", 0);
        order.line("", 0);
        order.line("id: " + position, 0);
        order.line("event: notice", 0);
        order.line("data: {\"kind\":\"joined\",\"position\":" + position + "}", 0);
        assertThat(order.hasBegun()).isTrue();
    }

    private void created(long position, int number, long at) {
        order.line("id: " + position, at);
        order.line("event: post.created", at);
        order.line("data: {\"id\":\"…\",\"title\":\"#%d#\",\"body\":\"x".formatted(number), at);
        order.line("", at);
    }
}
