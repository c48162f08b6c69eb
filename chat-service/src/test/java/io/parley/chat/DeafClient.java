package io.parley.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A WebSocket client that sends but does not read, and has next to no buffer for what comes. */
final class DeafClient implements AutoCloseable {

    private static final int RECEIVE_BUFFER_BYTES = 2_048;
    private static final int TEXT_FRAME = 0x81;
    private static final int MASKED_16_BIT_LENGTH = 0x80 | 126;
    private static final String END_OF_HEADERS = "\r\n\r\n";

    private final Socket socket = new Socket();

    DeafClient(URI address) {
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            write(
                    """
                    GET /ws HTTP/1.1
                    Host: parley
                    Connection: Upgrade
                    Upgrade: websocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                    Sec-WebSocket-Protocol: v12.stomp

                    """
                            .replace("\n", "\r\n")
                            .getBytes(UTF_8));
            readHeaders();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a STOMP frame; the masking key is zero, so that the payload stays as it is. */
    void send(String frame) {
        var payload = frame.getBytes(UTF_8);
        var message = new ByteArrayOutputStream();
        message.write(TEXT_FRAME);
        message.write(MASKED_16_BIT_LENGTH);
        message.write(payload.length >> 8);
        message.write(payload.length);
        message.writeBytes(new byte[4]);
        message.writeBytes(payload);
        try {
            write(message.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads at last, to the end; answers how many bytes there were before the server gave up. */
    long drain() {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        try {
            for (var n = socket.getInputStream().read(buffer); n >= 0; ) {
                bytes += n;
                n = socket.getInputStream().read(buffer);
            }
        } catch (IOException reset) {
            return bytes;
        }
        return bytes;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private void readHeaders() throws IOException {
        var headers = new StringBuilder();
        while (headers.indexOf(END_OF_HEADERS) < 0) {
            headers.append((char) socket.getInputStream().read());
        }
    }
}
