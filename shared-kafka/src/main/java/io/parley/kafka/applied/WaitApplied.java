package io.parley.kafka.applied;

import io.parley.kafka.outbox.AddedRow;
import io.parley.kafka.outbox.Outbox;
import io.parley.kafka.outbox.OutboxRelay;
import io.parley.kafka.outbox.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.DataAccessException;

/**
 * Waits until what a transaction has told through the outbox is known to all followers: first for
 * its rows to be sent, by whichever replica's relay, then for every follower to say that it has
 * applied them. Takes {@link #SENT_WITHIN} and then about three seconds at most, and then says who
 * is behind.
 *
 * <p>Where this process's relay sends a row, its place in Kafka is known exactly. Where another
 * replica's does, the row only disappears from the table: then the end of its topic is waited for,
 * which is not before the row's place.
 *
 * <p>HTTP services get it for all their calls with {@link AppliedFilter}.
 */
public final class WaitApplied {

    private static final Duration SENT_WITHIN = Duration.ofSeconds(5);

    /** How often the table is looked at for rows that another replica sends. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(3);
    private static final String KAFKA = "kafka";

    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Supplier<Admin> admins;
    private final Followers followers;
    private final Set<String> topics;

    /**
     * @param admins makes a client of Kafka's; used only where another replica sends
     * @param topics those that have followers; rows for others are not waited for
     */
    public WaitApplied(
            Outbox outbox,
            OutboxRelay relay,
            Supplier<Admin> admins,
            Followers followers,
            Set<String> topics) {
        this.outbox = outbox;
        this.relay = relay;
        this.admins = admins;
        this.followers = followers;
        this.topics = Set.copyOf(topics);
    }

    /**
     * To be called after the transaction of these rows has ended: see {@link Outbox#collect}.
     *
     * @return applied at once where no row is for a topic with followers
     */
    public Applied await(List<AddedRow> rows) {
        var told = rows.stream().filter(row -> topics.contains(row.topic())).toList();
        if (told.isEmpty()) {
            return Applied.by(List.of());
        }
        try {
            return positions(told)
                    .map(positions -> Applied.by(followers.pending(positions)))
                    .orElseGet(() -> Applied.by(List.of(KAFKA)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Applied.by(List.of(KAFKA));
        } catch (DataAccessException | KafkaException | ExecutionException | TimeoutException e) {
            return Applied.by(List.of(KAFKA));
        }
    }

    /** Empty where not all rows are sent in time. */
    private Optional<Collection<Position>> positions(List<AddedRow> rows)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + SENT_WITHIN.toNanos();
        var known = new ArrayList<Position>();
        var elsewhere = new ArrayList<String>();
        for (var row : rows) {
            var position = relay.awaitSent(row, LOOK_EVERY);
            while (position == null && !outbox.isGone(row)) {
                if (System.nanoTime() > deadline) {
                    return Optional.empty();
                }
                position = relay.awaitSent(row, LOOK_EVERY);
            }
            if (position == null) {
                elsewhere.add(row.topic());
            } else {
                known.add(position);
            }
        }
        known.addAll(ends(elsewhere.stream().distinct().toList()));
        return Optional.of(newest(known));
    }

    private List<Position> ends(List<String> names)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (names.isEmpty()) {
            return List.of();
        }
        try (var admin = admins.get()) {
            var described = admin.describeTopics(names).allTopicNames();
            var partitions =
                    described.get(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS).values().stream()
                            .flatMap(
                                    topic ->
                                            topic.partitions().stream()
                                                    .map(
                                                            part ->
                                                                    new TopicPartition(
                                                                            topic.name(),
                                                                            part.partition())))
                            .collect(Collectors.toMap(part -> part, part -> OffsetSpec.latest()));
            return admin
                    .listOffsets(partitions)
                    .all()
                    .get(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .entrySet()
                    .stream()
                    .filter(end -> end.getValue().offset() > 0)
                    .map(
                            end ->
                                    new Position(
                                            end.getKey().topic(),
                                            end.getKey().partition(),
                                            end.getValue().offset() - 1))
                    .toList();
        }
    }

    /** Whoever has applied a record has applied those before it in its partition. */
    private static Collection<Position> newest(List<Position> positions) {
        return positions.stream()
                .collect(
                        Collectors.toMap(
                                each -> new TopicPartition(each.topic(), each.partition()),
                                each -> each,
                                (one, other) -> one.offset() > other.offset() ? one : other))
                .values();
    }
}
