package io.parley.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StompFrameTest {

    @Test
    void readsSeveralFramesAndHeartbeatsOfOneMessage() {
        var frames =
                StompFrame.decode(
                        "\nRECEIPT\nreceipt-id:1\n\n\0\nMESSAGE\ncontent-length:6\nx\\cy:a\\nb\n\nü\0bcd\0\n");

        assertThat(frames).hasSize(2);
        assertThat(frames.getFirst().header("receipt-id")).isEqualTo("1");
        assertThat(frames.getLast().header("x:y")).isEqualTo("a\nb");
        assertThat(frames.getLast().body()).isEqualTo("ü\0bcd");
    }

    @Test
    void readsWhatItWrites() {
        var frame = new StompFrame("SEND", Map.of("destination", "/app/a:b\\c"), "{}");

        assertThat(StompFrame.decode(frame.encoded())).containsExactly(frame);
    }

    @Test
    void readsConnectedAsItStands() {
        var frame = StompFrame.decode("CONNECTED\nx:a\\cb\\\\:c \n\n\0").getFirst();

        assertThat(frame.header("x")).isEqualTo("a\\cb\\\\:c ");
        assertThat(StompFrame.decode(frame.encoded())).containsExactly(frame);
    }

    @Test
    void refusesAnEscapeThatDoesNotExist() {
        assertThatThrownBy(() -> StompFrame.decode("RECEIPT\nreceipt-id:a\\tb\n\n\0"))
                .isInstanceOf(AssertionError.class);
    }
}
