package io.parley.chat;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.chat.delivery.TickWatch;
import io.parley.model.room.Person;
import io.parley.model.room.PodLoad;
import io.parley.model.service.ServiceName;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import io.parley.test.Part;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A chat pod in this JVM. */
public final class Pod implements AutoCloseable {

    static final String KAFKA = "PARLEY_KAFKA_BOOTSTRAP_SERVERS";
    static final String REDIS = "PARLEY_REDIS_URL";

    private final ConfigurableApplicationContext context;

    private Pod(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Shared by all tests; never stopped. */
    public static Pod first() {
        return Shared.FIRST;
    }

    public static Pod second() {
        return Shared.SECOND;
    }

    public static Pod start(String id, Map<String, Object> otherwise) {
        var pod = startWithoutWaiting(id, otherwise);
        // This class may be in the middle of its initialization: other threads would wait for it
        await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(pod::isReady);
        return pod;
    }

    /**
     * A pod that may never become ready.
     *
     * @param otherwise settings besides the usual ones. Kafka and Redis go together: whichever pod
     *     sequences a room's partition, of all that share a Kafka, publishes to its own Redis
     */
    static Pod startWithoutWaiting(String id, Map<String, Object> otherwise) {
        if (otherwise.containsKey(KAFKA) != otherwise.containsKey(REDIS)) {
            throw new IllegalArgumentException(
                    "%s has a Kafka or a Redis of its own, but shares the other one: see OwnLog"
                            .formatted(id));
        }
        var settings = new LinkedHashMap<String, Object>();
        settings.putAll(
                Infrastructure.shared().settings(Part.REDIS, Part.KAFKA, Part.USER_SERVICE));
        settings.put("PARLEY_MESSAGE_SERVICE_URL", MessageServiceStandIn.shared().url());
        settings.put("PARLEY_POD_ID", id);
        settings.put("PARLEY_SENDS_PER_SECOND", "2000");
        settings.put("PARLEY_SEND_BURST", "2000");
        settings.put("PARLEY_CHANGES_PER_SECOND", "2000");
        settings.put("PARLEY_CHANGE_BURST", "2000");
        settings.put("PARLEY_DRAIN", "100ms");
        settings.put("SERVER_PORT", "0");
        settings.put("MANAGEMENT_SERVER_PORT", "0");
        settings.put("spring.jmx.enabled", "false");
        settings.putAll(otherwise);
        var application = new SpringApplication(ChatApplication.class);
        application.setDefaultProperties(settings);
        return new Pod(application.run());
    }

    /** Started by the first test that asks for one. */
    private static final class Shared {

        private static final Pod FIRST = start("pod-1", Map.of());
        private static final Pod SECOND = start("pod-2", Map.of());
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port() + "/ws");
    }

    /** Where it answers a request for the path. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public StompConnection connect(Person person) {
        return StompConnection.connect(
                webSocket(), UserServiceStandIn.shared().tokens().accessToken(person));
    }

    String port() {
        return context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** What an orchestrator is told. */
    boolean isReady() {
        return askReadiness().statusCode() == 200;
    }

    /** The same, with its details. */
    String readiness() {
        return askReadiness().body();
    }

    private HttpResponse<String> askReadiness() {
        var management = context.getEnvironment().getRequiredProperty("local.management.port");
        var readiness = "http://127.0.0.1:" + management + "/actuator/health/readiness";
        return get(HttpRequest.newBuilder(URI.create(readiness)));
    }

    /** Whether live events of a room here may be late. */
    boolean isLate() {
        return context.getBean(TickWatch.class).isAnyLate();
    }

    /** How often something was counted. */
    double count(String counter) {
        return context.getBean(MeterRegistry.class).counter(counter).count();
    }

    /** How often something was counted that bears the tag. */
    public double count(String counter, String tag, String value) {
        return context
                .getBean(MeterRegistry.class)
                .find(counter)
                .tag(tag, value)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** How many sessions are open, as the gateway is told. */
    int sessions() {
        return load("");
    }

    /** The same, after it has been told how full pods are. */
    int told(int average, int least) {
        return load("?average=%d&least=%d".formatted(average, least));
    }

    private int load(String query) {
        var load = uri("/internal/load" + query);
        var answer =
                get(
                        HttpRequest.newBuilder(load)
                                .header(
                                        InternalApi.TOKEN_HEADER,
                                        Infrastructure.serviceToken(
                                                ServiceName.GATEWAY, ServiceName.CHAT)));
        return Json.MAPPER.readValue(answer.body(), PodLoad.class).sessions();
    }

    /** Whether a record of a log counts here, as its writer is told. */
    String applied(String topic, int partition, long offset) {
        var question =
                "/internal/applied?topic=%s&partition=%d&offset=%d"
                        .formatted(topic, partition, offset);
        return get(HttpRequest.newBuilder(uri(question))
                        .header(
                                InternalApi.TOKEN_HEADER,
                                Infrastructure.serviceToken(ServiceName.USER, ServiceName.CHAT)))
                .body();
    }

    private static HttpResponse<String> get(HttpRequest.Builder request) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the pod does not answer", e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
