package io.parley.gateway.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.gateway.peer.ChatPod;
import io.parley.gateway.peer.Gateway;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** A client that is still sending learns why it is sent away. */
class CloseCodesTest {

    private static final int CLOSE = 0x88;
    private static final int TOO_LARGE = 1009;
    private static final int FRAME = 8_000_000;
    private static final int PIECE = 16_384;

    private static ChatPod pod;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        pod = new ChatPod("one");
        gateway =
                Gateway.start(
                        "http://127.0.0.1:9",
                        "http://127.0.0.1:9",
                        pod.url(),
                        "--parley.connections.misdeeds-per-address=1000");
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                gateway.manage("/actuator/prometheus")
                                        .body()
                                        .contains("pods_accepting{service=\"gateway-service\"} 1"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        pod.close();
    }

    @RepeatedTest(10)
    void aFrameThatIsTooLargeIsAnsweredWithItsCode() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            var in = new DataInputStream(socket.getInputStream());
            upgrade(socket.getOutputStream(), in);

            sendLargeFrame(socket.getOutputStream());

            assertThat(in.readUnsignedByte()).isEqualTo(CLOSE);
            assertThat(in.readUnsignedByte()).isGreaterThanOrEqualTo(Short.BYTES);
            assertThat(in.readUnsignedShort()).isEqualTo(TOO_LARGE);
        }
    }

    private static void upgrade(OutputStream out, DataInputStream in) throws IOException {
        var request =
                String.join(
                        "\r\n",
                        "GET /ws HTTP/1.1",
                        "Host: a",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                        "",
                        "");
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            answer.append((char) in.readUnsignedByte());
        }
        assertThat(answer.toString()).startsWith("HTTP/1.1 101");
    }

    /** All of it, although it is refused by its first bytes. */
    private static void sendLargeFrame(OutputStream out) throws IOException {
        var head = ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xff).putLong(FRAME);
        out.write(head.array());
        for (var sent = 0; sent < FRAME; sent += PIECE) {
            out.write(new byte[Math.min(PIECE, FRAME - sent)]);
        }
    }
}
