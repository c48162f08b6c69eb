package io.parley.test;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks the Docker engine of this machine by its own socket. A library that wants an image which is
 * not there would try for minutes to fetch it.
 */
final class Docker {

    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    /** Ends containers of tests that were killed; needs an image too, unless it is switched off. */
    static final String REAPER = "testcontainers/ryuk:0.14.0";

    private static final String WITHOUT_REAPER = "TESTCONTAINERS_RYUK_DISABLED";
    private static final String OK = "HTTP/1.0 200";

    private Docker() {}

    static boolean has(List<String> images) {
        return Files.exists(SOCKET)
                && images.stream().allMatch(Docker::has)
                && ("true".equals(System.getenv(WITHOUT_REAPER)) || has(REAPER));
    }

    private static boolean has(String image) {
        try (var engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.connect(UnixDomainSocketAddress.of(SOCKET));
            engine.write(
                    ByteBuffer.wrap(
                            "GET /images/%s/json HTTP/1.0\r\nHost: docker\r\n\r\n"
                                    .formatted(image)
                                    .getBytes(US_ASCII)));
            var status = ByteBuffer.allocate(OK.length());
            while (status.hasRemaining() && engine.read(status) >= 0) {
                // until the status line is here
            }
            return OK.equals(new String(status.array(), 0, status.position(), US_ASCII));
        } catch (IOException noEngine) {
            return false;
        }
    }
}
