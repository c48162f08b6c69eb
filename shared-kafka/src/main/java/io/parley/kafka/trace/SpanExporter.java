package io.parley.kafka.trace;

import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans by OTLP over HTTP, in its JSON form, a few times a second. What the collector does
 * not take in time is lost: nobody's message waits for it.
 */
final class SpanExporter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpanExporter.class);
    private static final int MOST_WAITING = 4_096;
    private static final int MOST_AT_ONCE = 512;
    private static final Duration EVERY = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final URI endpoint;
    private final Map<String, Object> resource;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Thread thread;
    private volatile boolean isClosed;
    private boolean isAway;

    SpanExporter(URI endpoint, String service, String instance) {
        this.endpoint = endpoint;
        this.resource =
                Map.of(
                        "attributes",
                        List.of(
                                text("service.name", service),
                                text("service.instance.id", instance)));
        this.thread = Thread.ofPlatform().daemon().name("spans").start(this::run);
    }

    void add(Span span) {
        var _ = waiting.offer(span);
    }

    private void run() {
        var batch = new ArrayList<Span>();
        while (!isClosed || !waiting.isEmpty()) {
            try {
                var first = waiting.poll(EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, MOST_AT_ONCE - 1);
                    send(batch);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                isClosed = true;
            }
        }
    }

    private void send(List<Span> batch) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body(batch)))
                        .build();
        try {
            var status = http.send(request, BodyHandlers.discarding()).statusCode();
            tell(status / 100 != 2, "status " + status);
        } catch (IOException away) {
            tell(true, away.getClass().getSimpleName());
        }
    }

    /** Once for each outage. */
    private void tell(boolean isRefused, String why) {
        if (isRefused && !isAway) {
            LOG.warn("spans are lost, the collector does not take them: {}", why);
        }
        isAway = isRefused;
    }

    private byte[] body(List<Span> batch) {
        var scope =
                Map.of(
                        "scope",
                        Map.of("name", "io.parley"),
                        "spans",
                        batch.stream().map(SpanExporter::json).toList());
        return Json.MAPPER.writeValueAsBytes(
                Map.of(
                        "resourceSpans",
                        List.of(Map.of("resource", resource, "scopeSpans", List.of(scope)))));
    }

    private static Map<String, Object> json(Span span) {
        var json = new LinkedHashMap<String, Object>();
        json.put("traceId", span.message().value());
        json.put("spanId", span.id());
        if (!span.parentId().isEmpty()) {
            json.put("parentSpanId", span.parentId());
        }
        json.put("name", span.step().label());
        json.put("kind", span.step().kind());
        json.put("startTimeUnixNano", nanos(span.from()));
        json.put("endTimeUnixNano", nanos(span.to()));
        var attributes = new ArrayList<Map<String, Object>>();
        if (!span.where().isEmpty()) {
            attributes.add(text("parley.where", span.where()));
        }
        if (span.count() > 0) {
            attributes.add(
                    Map.of(
                            "key",
                            "parley.sessions",
                            "value",
                            Map.of("intValue", Long.toString(span.count()))));
        }
        json.put("attributes", attributes);
        return json;
    }

    private static Map<String, Object> text(String key, String value) {
        return Map.of("key", key, "value", Map.of("stringValue", value));
    }

    private static String nanos(Instant at) {
        return Long.toString(at.getEpochSecond() * 1_000_000_000 + at.getNano());
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
