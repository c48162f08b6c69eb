package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The class that the image's health check runs, as the image runs it. */
class HealthCheckTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir private static Path classes;

    @BeforeAll
    static void compile() {
        var source = Repository.path("docker/HealthCheck.java").toString();

        var result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-Xlint:all,-path",
                                "-d",
                                classes.toString(),
                                source);

        assertThat(result).isZero();
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void endsWithZeroForAReadyService(int status, int expected, @TempDir Path folder)
            throws Exception {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var server = HttpServer.create(loopback, 1);
        server.createContext(
                "/",
                exchange -> {
                    var isAsked =
                            exchange.getRequestURI().getPath().equals("/actuator/health/readiness");
                    exchange.sendResponseHeaders(isAsked ? status : 500, -1);
                    exchange.close();
                });
        server.start();
        try {
            assertThat(run(server.getAddress().getPort(), folder)).isEqualTo(expected);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void endsWithOneWhereNobodyListens(@TempDir Path folder) throws Exception {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var server = HttpServer.create(loopback, 1);
        var port = server.getAddress().getPort();
        server.stop(0);

        assertThat(run(port, folder)).isEqualTo(1);
    }

    private static int run(int port, Path folder) throws Exception {
        var builder =
                new ProcessBuilder(
                        JAVA.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx16m",
                        "-cp",
                        classes.toString(),
                        "HealthCheck");
        builder.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(port));
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        var process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
