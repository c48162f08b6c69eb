package io.parley.chat;

import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaListener;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Kafka for certain pods alone, and message-service over it. */
final class OwnLog implements AutoCloseable {

    private final Path directory;
    private final Running<KafkaServer> kafka;
    private final MessageServiceStandIn messages;

    private OwnLog(Path directory, Running<KafkaServer> kafka, MessageServiceStandIn messages) {
        this.directory = directory;
        this.kafka = kafka;
        this.messages = messages;
    }

    /** Starts it, with listeners for certain clients besides the one for everybody. */
    static OwnLog start(KafkaListener... listeners) {
        try {
            var directory = Files.createTempDirectory("parley-own-log-");
            var server =
                    new KafkaServer(
                            directory.resolve("kafka"),
                            directory.resolve("kafka.log"),
                            Durability.NONE,
                            List.of(listeners));
            var kafka = Running.start(server);
            var messages = new MessageServiceStandIn(server.bootstrapServers());
            return new OwnLog(directory, kafka, messages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Running<KafkaServer> kafka() {
        return kafka;
    }

    MessageServiceStandIn messages() {
        return messages;
    }

    /** What a pod needs to use it, with a Redis that serves only such pods. */
    Map<String, Object> settings(String redisUrl) {
        return settings("", redisUrl);
    }

    /** The same for the client of a listener. */
    Map<String, Object> settings(String client, String redisUrl) {
        return Map.of(
                Pod.KAFKA,
                kafka.server().bootstrapServers(client),
                Pod.REDIS,
                redisUrl,
                "PARLEY_MESSAGE_SERVICE_URL",
                messages.url());
    }

    @Override
    public void close() {
        messages.close();
        kafka.close();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
