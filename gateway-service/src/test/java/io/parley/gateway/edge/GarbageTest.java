package io.parley.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.peer.Gateway;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is no HTTP must not fill the log, nor write into it. */
@ExtendWith(OutputCaptureExtension.class)
class GarbageTest {

    private static final int TIMES = 50;

    /** A warning each, from the start; later ones come every 10 s only. */
    private static final int MOST_LINES = 60;

    private static final Pattern SUPPRESSED =
            Pattern.compile("(?m)^parley_log_suppressed_total\\{[^}]*} ([0-9.]+)$");

    private static final List<String> GARBAGE =
            List.of(
                    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
                    "GET\r\n\r\n",
                    "GET / FORGED/1.1\r\nHost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\n: FORGED\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nno colon, FORGED\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nX: " + "FORGED".repeat(4_000) + "\r\n\r\n",
                    "GET /" + "FORGED".repeat(4_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFORGED\r\n",
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: FORGED\r\n\r\n");

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start("http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void leavesFewLinesAndCountsTheOthers(CapturedOutput output)
            throws IOException, InterruptedException {
        var before = suppressed();
        for (var i = 0; i < TIMES; i++) {
            for (var request : GARBAGE) {
                assertThat(gateway.raw(request)).startsWith("HTTP/1.1 4");
            }
        }

        var lines = output.getAll().lines().toList();
        assertThat(lines).hasSizeBetween(1, MOST_LINES);
        assertThat(output.getAll()).doesNotContain("FORGED");
        assertThat(suppressed() - before).isGreaterThan(TIMES);
    }

    private static double suppressed() throws IOException, InterruptedException {
        var metrics = gateway.manage("/actuator/prometheus").body();
        var found = SUPPRESSED.matcher(metrics);
        assertThat(found.find()).as(metrics).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
