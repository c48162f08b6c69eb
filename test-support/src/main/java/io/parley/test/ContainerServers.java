package io.parley.test;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Servers in containers, of the official images. */
final class ContainerServers implements Servers {

    private static final String POSTGRES = "postgres:18";
    private static final String REDIS = "redis:7.0.15";
    private static final String KAFKA = "apache/kafka:4.2.1";

    /** What must be there: pulling is left to whoever runs the tests. */
    static final List<String> IMAGES = List.of(POSTGRES, REDIS, KAFKA);

    private static final int REDIS_PORT = 6379;

    private final ConcurrentLinkedDeque<GenericContainer<?>> started =
            new ConcurrentLinkedDeque<>();
    private final Once<PostgreSQLContainer> postgres =
            new Once<>(() -> start(new PostgreSQLContainer(DockerImageName.parse(POSTGRES))));
    private final Once<GenericContainer<?>> redis = new Once<>(this::startRedis);
    private final Once<KafkaContainer> kafka =
            new Once<>(() -> start(new KafkaContainer(DockerImageName.parse(KAFKA))));

    @Override
    public Postgres postgres() {
        var container = postgres.get();
        return new Postgres(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }

    @Override
    public String redisUrl() {
        return "redis://%s:%d"
                .formatted(redis.get().getHost(), redis.get().getMappedPort(REDIS_PORT));
    }

    @Override
    public String kafkaBootstrapServers() {
        return kafka.get().getBootstrapServers();
    }

    @Override
    public void close() {
        started.forEach(GenericContainer::stop);
    }

    @SuppressWarnings("resource") // stopped with all others
    private GenericContainer<?> startRedis() {
        return start(
                new GenericContainer<>(DockerImageName.parse(REDIS)).withExposedPorts(REDIS_PORT));
    }

    private <C extends GenericContainer<?>> C start(C container) {
        started.push(container);
        container.start();
        return container;
    }
}
