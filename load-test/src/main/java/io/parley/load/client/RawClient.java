package io.parley.load.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket client by hand (RFC 6455), since a library would never behave so badly: it reads only
 * when told to, as slowly as told to, and cuts what it sends as told to.
 */
final class RawClient implements AutoCloseable {

    static final int NO_CLOSE_CODE = 0;

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x8;
    private static final int FINAL_CLOSE = 0x88;
    private static final int MOST_OF_A_CLOSE = 128;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int MASK_BYTES = 4;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /** What the server sent in one WebSocket message; with a close code when it was the last. */
    record Received(String text, int closeCode) {

        boolean isEnd() {
            return closeCode != 0;
        }
    }

    /**
     * @param receiveBuffer bytes that the operating system takes in for a client that does not read
     */
    RawClient(URI target, int receiveBuffer) throws IOException {
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(target.getHost(), target.getPort()));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1));
        upgrade(target);
    }

    private void upgrade(URI target) throws IOException {
        write(
                """
                GET %s HTTP/1.1\r
                Host: %s\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Protocol: v12.stomp\r
                \r
                """
                        .formatted(target.getPath(), target.getAuthority())
                        .getBytes(UTF_8));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new RefusedException(head.substring(0, head.indexOf("\r\n")));
        }
    }

    /** The server does not take the connection; the message is the first line of its answer. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedException(String line) {
            super(line);
        }
    }

    /** Signs in, and returns when the server has confirmed it. */
    void connect(String accessToken) throws IOException {
        send(
                "CONNECT\naccept-version:1.2\nhost:parley\nheart-beat:0,0\nAuthorization:Bearer %s\n\n\0"
                        .formatted(accessToken));
        var answer = receive();
        if (!answer.text().startsWith("CONNECTED")) {
            throw new IOException("not connected: " + answer);
        }
    }

    void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    /** One WebSocket message. */
    void send(byte[] content) throws IOException {
        var frame = ByteBuffer.allocate(content.length + 2 * Long.BYTES);
        frame.put((byte) TEXT);
        if (content.length < SHORT) {
            frame.put((byte) (MASKED | content.length));
        } else if (content.length < 1 << Short.SIZE) {
            frame.put((byte) (MASKED | SHORT)).putShort((short) content.length);
        } else {
            frame.put((byte) (MASKED | LONG)).putLong(content.length);
        }
        var mask = new byte[MASK_BYTES];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (var i = 0; i < content.length; i++) {
            frame.put((byte) (content[i] ^ mask[i % MASK_BYTES]));
        }
        write(Arrays.copyOf(frame.array(), frame.position()));
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next WebSocket message; fragments of one are told one by one. */
    Received receive() throws IOException {
        var opcode = in.readUnsignedByte() & 0xF;
        var length = (long) in.readUnsignedByte();
        if (length == SHORT) {
            length = in.readUnsignedShort();
        } else if (length == LONG) {
            length = in.readLong();
        }
        var content = in.readNBytes(Math.toIntExact(length));
        return opcode == CLOSE && content.length >= Short.BYTES
                ? new Received(
                        new String(content, Short.BYTES, content.length - Short.BYTES, UTF_8),
                        ByteBuffer.wrap(content).getShort())
                : new Received(new String(content, UTF_8), 0);
    }

    /** One byte of whatever comes; -1 when the connection is over. */
    int receiveByte() {
        try {
            return in.read();
        } catch (IOException reset) {
            return -1;
        }
    }

    /**
     * Reads what comes, wherever in a frame it is, until the connection is over.
     *
     * @return the code of the close frame at the end, or {@link #NO_CLOSE_CODE}
     */
    int readToTheEnd() {
        var last = new byte[MOST_OF_A_CLOSE];
        for (var next = receiveByte(); next >= 0; next = receiveByte()) {
            System.arraycopy(last, 1, last, 0, last.length - 1);
            last[last.length - 1] = (byte) next;
        }
        for (var at = 0; at < last.length - 2 * Short.BYTES; at++) {
            if (last[at] == (byte) FINAL_CLOSE && at + Short.BYTES + last[at + 1] == last.length) {
                return ByteBuffer.wrap(last, at + Short.BYTES, Short.BYTES).getShort();
            }
        }
        return NO_CLOSE_CODE;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
