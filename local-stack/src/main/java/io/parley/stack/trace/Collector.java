package io.parley.stack.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * Takes spans by OTLP over HTTP in its JSON form, as Parley's services send them, and keeps those
 * of the newest traces. For one machine: it listens on the loopback interface only.
 */
public final class Collector implements AutoCloseable {

    private static final int MOST_TRACES = 10_000;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final HttpServer server;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("collector").factory());

    /** Guarded by this. */
    private final Map<String, Trace> traces =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Trace> eldest) {
                    return size() > MOST_TRACES;
                }
            };

    private static final class Trace {
        private final List<TraceSpan> spans = new ArrayList<>();
        private long touchedAt = System.nanoTime();
        private boolean isTold;
    }

    private Collector(int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/v1/traces", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /**
     * @param port 0 takes a free one
     */
    public static Collector start(int port) throws IOException {
        return new Collector(port);
    }

    /** What {@code PARLEY_TRACING_ENDPOINT} is to be. */
    public String endpoint() {
        return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
    }

    /** The spans of a trace so far. */
    public synchronized List<TraceSpan> spans(String trace) {
        var known = traces.get(trace);
        return known == null ? List.of() : List.copyOf(known.spans);
    }

    /** Tells each trace once, when nothing more of it has come for the time. */
    public void onQuiet(Duration time, Consumer<List<TraceSpan>> listener) {
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> quiet(time).forEach(listener),
                        time.toMillis(),
                        time.toMillis() / 2,
                        TimeUnit.MILLISECONDS);
    }

    private synchronized List<List<TraceSpan>> quiet(Duration time) {
        var quiet =
                traces.values().stream()
                        .filter(trace -> !trace.isTold)
                        .filter(trace -> System.nanoTime() - trace.touchedAt > time.toNanos())
                        .toList();
        quiet.forEach(trace -> trace.isTold = true);
        return quiet.stream().map(trace -> List.copyOf(trace.spans)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(isTaken(exchange) ? OK : BAD_REQUEST, -1);
        }
    }

    private boolean isTaken(HttpExchange exchange) throws IOException {
        try {
            var body = exchange.getRequestBody().readNBytes(MOST_BYTES);
            for (var resource : Json.MAPPER.readTree(body).path("resourceSpans")) {
                var service =
                        TraceSpan.attributes(resource.path("resource"))
                                .getOrDefault("service.name", "");
                for (var scope : resource.path("scopeSpans")) {
                    scope.path("spans").forEach(span -> add(TraceSpan.of(service, span)));
                }
            }
            return true;
        } catch (JacksonException | NumberFormatException noSpans) {
            return false;
        }
    }

    private synchronized void add(TraceSpan span) {
        var trace = traces.computeIfAbsent(span.trace(), _ -> new Trace());
        trace.spans.add(span);
        trace.touchedAt = System.nanoTime();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        server.stop(0);
    }
}
