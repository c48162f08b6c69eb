package io.parley.message.history.marks;

import io.parley.model.read.ReadMove;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records of one partition as they were read, one after the other.
 *
 * @param first the first offset
 * @param next the first offset behind them
 */
record Run(int partition, long first, long next, List<Logged> moves) {

    /** A record, which may be no move. */
    record Logged(long offset, Optional<ReadMove> move) {}

    /**
     * @param records at least one
     */
    static Run of(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
        return new Run(
                partition,
                records.getFirst().offset(),
                records.getLast().offset() + 1,
                records.stream()
                        .map(one -> new Logged(one.offset(), ReadMove.parse(one.value())))
                        .toList());
    }

    /** Whether the record at that place is one of them. */
    boolean holds(long place) {
        return first <= place && place < next;
    }

    /** Those from that place on. */
    List<Logged> from(long place) {
        return moves.stream().filter(one -> one.offset >= place).toList();
    }
}
