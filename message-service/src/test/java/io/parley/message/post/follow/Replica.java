package io.parley.message.post.follow;

import io.parley.message.Api;
import io.parley.message.MessageApplication;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.Part;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** One message-service among several, on the shared servers. */
final class Replica implements AutoCloseable {

    private static final int OK = 200;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ConfigurableApplicationContext context;
    private final int port;

    private Replica(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    static Replica start() {
        return start(Map.of());
    }

    /** With some settings, by the names of environment variables, other than usual. */
    static Replica start(Map<String, String> otherwise) {
        var settings = new HashMap<String, Object>(Infrastructure.shared().settings(Part.values()));
        settings.putAll(otherwise);
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        var replica =
                new Replica(
                        new SpringApplicationBuilder(MessageApplication.class)
                                .initializers(
                                        fresh ->
                                                fresh.getEnvironment()
                                                        .getPropertySources()
                                                        .addFirst(
                                                                new MapPropertySource(
                                                                        "replica", settings)))
                                .run());
        replica.awaitFeed();
        return replica;
    }

    /** Its port is open a moment before it has read where the posts stand. */
    private void awaitFeed() {
        var early = UserServiceStandIn.shared().user("Early");
        for (var status = 0; status != OK; ) {
            try (var stream = follow(early)) {
                status = stream.status();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    Api as(Person person) {
        return Api.as(person, port);
    }

    EventStream follow(Person person, String... query) {
        return EventStream.open(port, person, query);
    }

    int port() {
        return port;
    }

    HealthIndicator indicator(String name) {
        return context.getBean(name, HealthIndicator.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        SpringApplication.exit(context);
    }
}
