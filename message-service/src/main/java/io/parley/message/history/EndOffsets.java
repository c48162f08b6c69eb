package io.parley.message.history;

import io.parley.message.infra.KafkaClients;
import io.parley.model.log.ChatLog;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The ends of the chat log's partitions. One request at a time is under way; everybody who asks
 * meanwhile shares the next one. So an end is never older than the question, and any number of
 * readers costs Kafka one request per round trip.
 */
@Component
class EndOffsets implements AutoCloseable {

    /** Nobody waits longer, and a request that Kafka leaves open must not hold up the next. */
    private static final int TIMEOUT_MS = (int) TailBarrier.LIMIT.toMillis();

    private final Admin admin;

    /** Those who wait for the next request; guarded by {@code this}. */
    private Map<Integer, CompletableFuture<Long>> next = new HashMap<>();

    /** Guarded by {@code this}. */
    private boolean underWay;

    EndOffsets(KafkaClients kafka) {
        this.admin = kafka.admin("message-history");
    }

    /** The partition's end, as of some time after this call; fails while Kafka is away. */
    synchronized CompletableFuture<Long> of(int partition) {
        var end = next.computeIfAbsent(partition, id -> new CompletableFuture<>());
        if (!underWay) {
            send();
        }
        return end.copy();
    }

    @Override
    public void close() {
        admin.close();
    }

    /** Called with the lock held. */
    private void send() {
        var asked = next;
        next = new HashMap<>();
        underWay = true;
        var request = new HashMap<TopicPartition, OffsetSpec>();
        asked.keySet().forEach(id -> request.put(topicPartition(id), OffsetSpec.latest()));
        var _ =
                admin.listOffsets(request, new ListOffsetsOptions().timeoutMs(TIMEOUT_MS))
                        .all()
                        .whenComplete((ends, failure) -> settle(asked, ends, failure));
    }

    private void settle(
            Map<Integer, CompletableFuture<Long>> asked,
            @Nullable Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends,
            @Nullable Throwable failure) {
        sendNext();
        asked.forEach(
                (id, end) -> {
                    var info = ends == null ? null : ends.get(topicPartition(id));
                    if (info == null) {
                        end.completeExceptionally(
                                failure == null ? new IllegalStateException("no end") : failure);
                    } else {
                        end.complete(info.offset());
                    }
                });
    }

    private synchronized void sendNext() {
        underWay = false;
        if (!next.isEmpty()) {
            send();
        }
    }

    private static TopicPartition topicPartition(int partition) {
        return new TopicPartition(ChatLog.TOPIC, partition);
    }
}
