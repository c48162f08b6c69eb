package io.parley.stack.doctor;

import io.parley.model.log.ChatLog;
import io.parley.stack.infrastructure.KafkaAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Questions to Kafka, none of which takes long. */
final class KafkaAdmin implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Admin admin;

    KafkaAdmin(KafkaAccess kafka) {
        int millis = (int) PATIENCE.toMillis();
        this.admin =
                Admin.create(
                        kafka.config(
                                Map.of(
                                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                        millis,
                                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                        millis / 2)));
    }

    Admin admin() {
        return admin;
    }

    static <T> T get(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
    }

    /** Where each partition of the chat log begins or ends. */
    Map<Integer, Long> offsets(OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        var question = new HashMap<TopicPartition, OffsetSpec>();
        IntStream.range(0, ChatLog.PARTITIONS)
                .forEach(p -> question.put(new TopicPartition(ChatLog.TOPIC, p), which));
        var answer = new HashMap<Integer, Long>();
        get(admin.listOffsets(question).all())
                .forEach((partition, at) -> answer.put(partition.partition(), at.offset()));
        return answer;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
