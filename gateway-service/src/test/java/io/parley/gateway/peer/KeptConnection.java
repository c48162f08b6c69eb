package io.parley.gateway.peer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1.1 connection that is used again for as long as the server allows it. Written by hand
 * since clients of libraries replace a connection as they like.
 */
public final class KeptConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int STATUS_BEGINS = "HTTP/1.1 ".length();
    private static final int STATUS_ENDS = STATUS_BEGINS + 3;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** An answer that was read to its end. Header names are in lower case. */
    public record Answer(int status, Map<String, String> headers) {

        /** True if the server ends the connection after it. */
        public boolean last() {
            return "close".equalsIgnoreCase(headers.get("connection"));
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    public KeptConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Writes a request, or several, exactly as given. */
    public void write(String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads one answer to its end.
     *
     * @throws IOException if none comes for ten seconds, or the connection ends before its end
     */
    public Answer read(boolean hasBody) throws IOException {
        var status = Integer.parseInt(line().substring(STATUS_BEGINS, STATUS_ENDS));
        var headers = headers();
        if (status / 100 == 1) {
            return read(hasBody);
        }
        if (hasBody && status != NO_CONTENT && status != NOT_MODIFIED) {
            skipBody(headers);
        }
        return new Answer(status, headers);
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private void skipBody(Map<String, String> headers) throws IOException {
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            return;
        }
        int length;
        do {
            length = Integer.parseInt(line(), 16);
            exactly(length);
            line();
        } while (length > 0);
    }

    private void exactly(int length) throws IOException {
        in.readFully(new byte[length]);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** What the server sends, for who does not want to read an answer to its end. */
    public InputStream input() {
        return in;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
