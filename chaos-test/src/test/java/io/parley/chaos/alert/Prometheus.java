package io.parley.chaos.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A Prometheus of our own, and what it says. */
final class Prometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.next();
    private final Instant startedAt = Instant.now();
    private final Process process;

    /**
     * @param targets ports of services on this machine, by job
     */
    Prometheus(Path program, Path folder, String rules, Map<String, List<Integer>> targets)
            throws IOException {
        Files.writeString(folder.resolve("alerts.yml"), rules);
        Files.writeString(folder.resolve("prometheus.yml"), configuration(targets));
        process =
                new ProcessBuilder(
                                program.toString(),
                                "--config.file=" + folder.resolve("prometheus.yml"),
                                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--log.level=warn")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    private static String configuration(Map<String, List<Integer>> targets) {
        var every = FastTime.of("15s");
        return "global:\n  scrape_interval: %s\n  scrape_timeout: %s\n  evaluation_interval: %s\n"
                        .formatted(every, every, every)
                + "rule_files: [alerts.yml]\nscrape_configs:\n"
                + targets.entrySet().stream()
                        .map(job -> job(job.getKey(), job.getValue()))
                        .collect(Collectors.joining());
    }

    private static String job(String name, List<Integer> ports) {
        return """
          - job_name: %s
            metrics_path: /actuator/prometheus
            scrape_timeout: 500ms
            static_configs:
              - targets: [%s]
        """
                .formatted(
                        name,
                        ports.stream()
                                .map(port -> "'127.0.0.1:%d'".formatted(port))
                                .collect(Collectors.joining(", ")));
    }

    /** True once it answers questions; until then its API answers in plain text. */
    boolean isReady() {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Names of the alerts that fire now. */
    Set<String> firing() {
        return ask("/api/v1/alerts")
                .at("/data/alerts")
                .valueStream()
                .filter(alert -> alert.path("state").asString("").equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asString(""))
                .collect(Collectors.toSet());
    }

    /** Values of an expression now. */
    List<Double> values(String expression) {
        return ask("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .at("/data/result")
                .valueStream()
                .map(series -> series.at("/value/1").asDouble())
                .toList();
    }

    /** How many numbers an expression has had since the start. */
    long points(String expression) {
        var question =
                "/api/v1/query_range?query=%s&start=%d&end=%d&step=1s"
                        .formatted(
                                URLEncoder.encode(expression, UTF_8),
                                startedAt.getEpochSecond(),
                                Instant.now().getEpochSecond());
        return ask(question)
                .at("/data/result")
                .valueStream()
                .flatMap(series -> series.path("values").valueStream())
                .filter(point -> !point.path(1).asString("").equals("NaN"))
                .count();
    }

    private JsonNode ask(String path) {
        var answer = get(path);
        if (answer.statusCode() != 200) {
            throw new UncheckedIOException(new IOException(path + ": " + answer));
        }
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(PATIENCE)
                        .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        http.close();
    }
}
