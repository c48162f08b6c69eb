package io.parley.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP for requests that no client would make: paths and headers go over the wire as they are. */
public record RawHttp(URI base) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One connection for one request, so that none can spoil another's answer. */
    public Reply send(Call call) {
        var start = System.nanoTime();
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            write(socket, call);
            var answer = new BufferedInputStream(socket.getInputStream());
            var status = line(answer);
            var headers = headers(answer);
            var type = headers.getOrDefault("content-type", "");
            var body = isEndless(type) ? "" : body(answer, headers);
            return new Reply(
                    status(status), type, body, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new UncheckedIOException(call.toString(), e);
        }
    }

    /** A server may answer, and close, before it has read all. */
    private void write(Socket socket, Call call) throws IOException {
        var body = call.body() == null ? new byte[0] : call.body().getBytes(UTF_8);
        var head = new StringBuilder();
        head.append(call.method()).append(' ').append(call.target()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(base.getAuthority()).append("\r\nConnection: close\r\n");
        call.headers()
                .forEach(
                        (name, value) ->
                                head.append(name).append(": ").append(value).append("\r\n"));
        if (call.body() != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var wire = new ByteArrayOutputStream();
        wire.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        wire.writeBytes(body);
        try {
            socket.getOutputStream().write(wire.toByteArray());
        } catch (IOException refused) {
            // what it has answered is read below
        }
    }

    private static boolean isEndless(String type) {
        return type.startsWith("text/event-stream");
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.1 [0-9]{3}.*")) {
            throw new IOException("no answer: '" + line + "'");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, String> headers(InputStream answer) throws IOException {
        var headers = new TreeMap<String, String>();
        for (var line = line(answer); !line.isEmpty(); line = line(answer)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String body(InputStream answer, Map<String, String> headers) throws IOException {
        var length = headers.get("content-length");
        if (length != null) {
            return new String(answer.readNBytes(Integer.parseInt(length)), UTF_8);
        }
        return "chunked".equals(headers.get("transfer-encoding"))
                ? chunks(answer)
                : new String(answer.readAllBytes(), UTF_8);
    }

    private static String chunks(InputStream answer) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = size(answer); size > 0; size = size(answer)) {
            body.writeBytes(answer.readNBytes(size));
            line(answer);
        }
        return body.toString(UTF_8);
    }

    private static int size(InputStream answer) throws IOException {
        return Integer.parseInt(line(answer), 16);
    }

    private static String line(InputStream answer) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = answer.read(); next >= 0 && next != '\n'; next = answer.read()) {
            line.write(next);
        }
        return line.toString(UTF_8).strip();
    }
}
