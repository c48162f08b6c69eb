package io.parley.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own, told to keep addresses for ever, whose name service is a file. */
class HostNamesTest {

    @Test
    void newAddressesAreSeenWithinSecondsWhateverTheFlagsSay(@TempDir Path folder)
            throws Exception {
        var hosts = folder.resolve("hosts");
        Files.writeString(hosts, "10.0.0.1 pods\n");
        var process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-Dsun.net.inetaddr.ttl=-1",
                                        "-Djdk.net.hosts.file=" + hosts,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Asking.class.getName()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("10.0.0.1");

            Files.writeString(hosts, "10.0.0.2 pods\n");

            assertThat(said.readLine()).isEqualTo("10.0.0.2");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Says where the name is, and once more when that is elsewhere; gives up after a minute. */
    static final class Asking {

        private static final int TRIES = 600;

        private Asking() {}

        public static void main(String[] args) throws Exception {
            HostNames.forgetSoon();
            var first = InetAddress.getAllByName("pods")[0].getHostAddress();
            System.out.println(first);
            for (var i = 0; i < TRIES; i++) {
                var now = InetAddress.getAllByName("pods")[0].getHostAddress();
                if (!now.equals(first)) {
                    System.out.println(now);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}
