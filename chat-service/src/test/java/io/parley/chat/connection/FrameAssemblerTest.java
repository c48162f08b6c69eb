package io.parley.chat.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.stomp.StompCommand;

class FrameAssemblerTest {

    private static final byte[] SEND = "SEND\ndestination:/app/joinRoom\n\n{}\0".getBytes(UTF_8);

    private final FrameAssembler assembler = new FrameAssembler(4096);

    @Test
    void aFrameMayComeInPiecesOfOneMessage() {
        for (var i = 0; i < SEND.length - 1; i++) {
            assertThat(assembler.add(new byte[] {SEND[i]}, false)).isEqualTo(nothing());
        }
        assertThat(assembler.add(new byte[] {0}, true))
                .isInstanceOfSatisfying(
                        FrameAssembler.Result.Frames.class,
                        result ->
                                assertThat(result.frames())
                                        .extracting(Frame::command)
                                        .containsExactly(StompCommand.SEND));
    }

    @Test
    void aFrameInManySmallMessagesIsRefusedOnce() {
        assertThat(assembler.add(new byte[] {'S'}, true))
                .isInstanceOfSatisfying(
                        FrameAssembler.Result.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FRAME_MALFORMED));
        assertThat(assembler.add(new byte[] {'E'}, true)).isEqualTo(nothing());
    }

    @Test
    void nothingIsTakenAfterInputThatWasRefused() {
        assertThat(assembler.add(new byte[4097], true))
                .isInstanceOf(FrameAssembler.Result.Refused.class);
        assertThat(assembler.add(SEND, true)).isEqualTo(nothing());
    }

    @Test
    void aLengthThatIsNotThatOfTheBodyIsRefused() {
        for (var length : List.of("-1", "1", "two", "2147483648")) {
            var frame = "SEND\ncontent-length:" + length + "\n\n{}\0";
            assertThat(new FrameAssembler(4096).add(frame.getBytes(UTF_8), true))
                    .isInstanceOfSatisfying(
                            FrameAssembler.Result.Refused.class,
                            refused ->
                                    assertThat(refused.code())
                                            .isEqualTo(ErrorCode.FRAME_MALFORMED));
        }
    }

    private static FrameAssembler.Result nothing() {
        return new FrameAssembler.Result.Frames(List.of());
    }
}
