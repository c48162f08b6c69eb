package io.parley.kafka.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** One record that Kafka has to get. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through, never compared
record OutboxRow(long id, String topic, @Nullable Integer partition, String key, byte[] value) {

    ProducerRecord<byte[], byte[]> toRecord() {
        return new ProducerRecord<>(topic, partition, key.getBytes(US_ASCII), value);
    }

    /**
     * Cuts rows into runs without two of the same key in one topic: what is sent together cannot
     * overtake its predecessor, even if that one fails.
     */
    static List<List<OutboxRow>> runs(List<OutboxRow> rows) {
        var runs = new ArrayList<List<OutboxRow>>();
        var keys = new HashSet<String>();
        for (var row : rows) {
            if (runs.isEmpty() || !keys.add(row.topic + ' ' + row.key)) {
                runs.add(new ArrayList<>());
                keys.clear();
                keys.add(row.topic + ' ' + row.key);
            }
            runs.getLast().add(row);
        }
        return runs;
    }
}
