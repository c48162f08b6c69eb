package io.parley.test;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.user.Availability;
import io.parley.model.user.UserLog;
import io.parley.model.user.UserSnapshot;
import io.parley.model.wire.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes the log of accounts as user-service does. */
public final class AccountLogStandIn implements AutoCloseable {

    /** The end of a ban that has none. */
    public static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

    private final KafkaProducer<String, String> log;
    private final Map<UserId, Long> versions = new ConcurrentHashMap<>();

    public AccountLogStandIn(String kafkaBootstrapServers) {
        log =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafkaBootstrapServers),
                        new StringSerializer(),
                        new StringSerializer());
    }

    /** Answers the record's offset. */
    public long ban(Person person, Instant until) {
        return tell(person, person.role(), until, Set.of());
    }

    public long unban(Person person) {
        return tell(person, person.role(), null, Set.of());
    }

    public long setRole(Person person, Role role) {
        return tell(person, role, null, Set.of());
    }

    public long endSession(Person person, UUID session) {
        return tell(person, person.role(), null, Set.of(session));
    }

    /** The person says that of being there. */
    public long say(Person person, Availability said) {
        return append(snapshot(person, person.role(), null, Set.of()).with(said));
    }

    private long tell(
            Person person, Role role, @Nullable Instant bannedUntil, Set<UUID> endedSessions) {
        return append(snapshot(person, role, bannedUntil, endedSessions));
    }

    private UserSnapshot snapshot(
            Person person, Role role, @Nullable Instant bannedUntil, Set<UUID> endedSessions) {
        return new UserSnapshot(
                person.id(),
                versions.merge(person.id(), 1L, Long::sum),
                Instant.now(),
                person.username(),
                person.displayName(),
                role,
                bannedUntil,
                endedSessions);
    }

    private long append(UserSnapshot account) {
        try {
            return log.send(
                            new ProducerRecord<>(
                                    UserLog.TOPIC,
                                    0,
                                    account.userId().toString(),
                                    Json.MAPPER.writeValueAsString(account)))
                    .get()
                    .offset();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
