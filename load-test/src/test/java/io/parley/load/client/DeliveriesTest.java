package io.parley.load.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private final Deliveries deliveries = new Deliveries(10);

    @Test
    void countsEachMessageOfAWebSocketMessageFromItsIntendedTime() {
        deliveries.intend(3, 1_000_000);
        deliveries.intend(4, 2_000_000);
        deliveries.begin(3);

        receive("MESSAGE\n\n{\"text\":\"#3# x\"}\0MESSAGE\n\n{\"text\":\"#4# x\"}\0", 5_000_000);

        assertThat(deliveries.messages()).isEqualTo(2);
        assertThat(deliveries.webSocketMessages()).isEqualTo(1);
        assertThat(deliveries.latencyMicros().getMaxValue()).isBetween(3_990L, 4_010L);
        assertThat(deliveries.latencyMicros().getMinValue()).isBetween(2_990L, 3_010L);
    }

    @Test
    void leavesOutWhatIsNotOfThisMeasurement() {
        deliveries.begin(5);

        receive("\n", 1);
        receive("MESSAGE\nx#1#\n\n{\"text\":\"no mark #6#\"}\0", 1);
        receive("MESSAGE\n\n{\"text\":\"#4# earlier\"}\0", 1);
        receive("MESSAGE\n\n{\"text\":\"#99# unknown\"}\0", 1);

        assertThat(deliveries.messages()).isZero();
        assertThat(deliveries.webSocketMessages()).isZero();
    }

    private void receive(String text, long now) {
        deliveries.received(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), now);
    }
}
