package io.parley.chat.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.edge.StompVersion;
import io.parley.model.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.simp.stomp.StompCommand;

class FrameAssemblerTest {

    private static final byte[] SEND = "SEND\ndestination:/app/joinRoom\n\n{}\0".getBytes(UTF_8);

    private final FrameAssembler assembler = new FrameAssembler(4096);
    private final List<Frame> frames = new ArrayList<>();

    @Test
    void aFrameMayComeInPiecesOfOneMessage() {
        for (var i = 0; i < SEND.length - 1; i++) {
            assertThat(add(new byte[] {SEND[i]}, false)).isEmpty();
        }
        assertThat(add(new byte[] {0}, true)).isEmpty();

        assertThat(frames).extracting(Frame::command).containsExactly(StompCommand.SEND);
    }

    @Test
    void aFrameInManySmallMessagesIsRefusedOnce() {
        assertThat(add("S"))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FRAME_MALFORMED));
        assertThat(add("E")).isEmpty();
    }

    @Test
    void nothingIsTakenAfterInputThatWasRefused() {
        assertThat(add(new byte[4097], true)).isPresent();
        assertThat(add(SEND, true)).isEmpty();
        assertThat(frames).isEmpty();
    }

    @Test
    void whatComesBeforeInputThatIsRefusedIsTaken() {
        assertThat(add("\n\r\nSEND\r\na:b\r\n\r\n1\0SEND\n\n2\0\nNONSENSE\n\n\0")).isPresent();

        assertThat(frames).extracting(frame -> new String(frame.body(), UTF_8)).contains("1", "2");
        assertThat(frames.getFirst().header("a")).contains("b");
    }

    @Test
    void aLargeFrameMayBeSpreadOverAFewMessages() {
        var body = "x".repeat(3_000);

        assertThat(add("SEND\ncontent-length:3000\n\n" + body.substring(0, 1_500))).isEmpty();
        assertThat(add(body.substring(1_500) + "\0")).isEmpty();

        assertThat(frames.getFirst().body()).isEqualTo(body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    SEND~content-length:1~~{}0            | content-length is 1, .* first NUL comes after 2
                    SEND~content-length:9~~{}0            | content-length is 9, and only 3 bytes have come
                    SEND~content-length:1~~{}             | content-length is 1, .* NUL at the frame's end is missing
                    SEND~content-length:2~~{}             | content-length is 2, and only 2 bytes have come
                    SEND~content-length:05~~{}0           | content-length is '05'.*without sign or leading zero
                    SEND~content-length:-1~~{}0           | content-length is '-1'
                    SEND~content-length:two~~{}0          | content-length is 'two'
                    SEND~content-length:~~{}0             | content-length is ''
                    SEND~destination:/app/x~~{}           | there is no NUL at its end
                    SEND~destination:/app/x               | blank line after its headers is missing
                    SEND                                  | its first line has no end
                    SEND~destination:/app/x0              | NUL before the blank line
                    SEND~no colon~~0                      | 'no colon' is not a name, a colon, a value
                    SEND~:x~~0                            | ':x' is not a name, a colon, a value
                    SEND~a:\\t~~0                         | STOMP 1.2 has no such escape as in '\\\\t'
                    SEND~a:\\~~0                          | STOMP 1.2 has no such escape
                    hello~~0                              | no command 'hello'
                    SUBSCRIBE~id:1~~{}0                   | SUBSCRIBE has no body
                    """)
    void aRefusalSaysWhatIsWrong(String text, String detail) {
        assertThat(add(text.replace('~', '\n').replaceAll("0$", "\0")))
                .hasValueSatisfying(
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.FRAME_MALFORMED);
                            assertThat(refusal.detail()).containsPattern(detail);
                        });
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedBeforeTheBodyComes() {
        assertThat(add("SEND\nreceipt:r\ncontent-length:4097\n\n"))
                .contains(
                        new FrameAssembler.Refusal(
                                ErrorCode.FRAME_TOO_LARGE,
                                "content-length is 4097, and a frame has at most 4096 bytes here.",
                                "r"));
    }

    @Test
    void aRefusalNamesTheReceiptThatTheFrameAskedFor() {
        assertThat(add("SEND\nreceipt:r\ncontent-length:1\n\n{}\0").orElseThrow().receipt())
                .isEqualTo("r");
        assertThat(
                        new FrameAssembler(99)
                                .add("SEND\nreceipt:r\n\n{}".getBytes(UTF_8), true, _ -> {}))
                .hasValueSatisfying(refusal -> assertThat(refusal.receipt()).isEqualTo("r"));
    }

    @Test
    void headersAreUnescapedButThoseOfConnectAreNot() {
        assertThat(add("CONNECT\na:\\x\\c\n\n\0SEND\na:\\c\\n\\r\\\\\n\n\0")).isEmpty();

        assertThat(frames.getFirst().header("a")).contains("\\x\\c");
        assertThat(frames.getLast().header("a")).contains(":\n\r\\");
    }

    @Test
    void aCarriageReturnIsNoEscapeOfTheOlderVersion() {
        assembler.allow(StompVersion.V1_1, 4096);

        assertThat(add("SEND\na:\\c\\n\\\\\n\n\0")).isEmpty();
        assertThat(add("SEND\na:\\r\n\n\0"))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.detail()).contains("STOMP 1.1 has no such"));
        assertThat(frames.getFirst().header("a")).contains(":\n\\");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", " 1.2 ", "1.0, 1.1, 1.2", "1.1, 1.2", "1.2,1.1,1.0", "9,1.2"})
    void theNewestCommonVersionIsAgreedOn(String offered) {
        assertThat(StompVersion.newestOf(offered)).contains(StompVersion.V1_2);
    }

    @Test
    void anOlderVersionIsAgreedOnOnlyWhereItIsSpokenHere() {
        assertThat(StompVersion.newestOf("1.1,1.0")).contains(StompVersion.V1_1);
        assertThat(StompVersion.newestOf("1.0")).isEmpty();
        assertThat(StompVersion.newestOf("")).isEmpty();
        assertThat(StompVersion.newestOf("1.2 1.1")).isEmpty();
    }

    private Optional<FrameAssembler.Refusal> add(String text) {
        return add(text.getBytes(UTF_8), true);
    }

    private Optional<FrameAssembler.Refusal> add(byte[] piece, boolean isLast) {
        return assembler.add(piece, isLast, frames::add);
    }
}
