package io.parley.chat.policy;

import io.parley.chat.link.KafkaSettings;
import io.parley.chat.link.MessageService;
import io.parley.kafka.follow.FollowedTopic;
import io.parley.kafka.follow.LogFollower;
import io.parley.kafka.follow.LogListener;
import io.parley.model.RoomId;
import io.parley.model.room.RoomLog;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.Json;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The rooms in use: read from message-service on first use, and kept as they are now by the room
 * log, which is followed from the moment at which this pod starts.
 */
@Component
class LiveRooms implements SmartLifecycle {

    private final MessageService messages;
    private final ApplicationEventPublisher events;
    private final RoomCache rooms = new RoomCache();
    private final LogFollower log;

    /** Grows whenever changes may have been missed: what was read before says nothing. */
    private final AtomicInteger era = new AtomicInteger();

    LiveRooms(MessageService messages, KafkaSettings kafka, ApplicationEventPublisher events) {
        this.messages = messages;
        this.events = events;
        this.log =
                new LogFollower(
                        new FollowedTopic(
                                kafka.connection(),
                                RoomLog.TOPIC,
                                RoomLog.PARTITIONS,
                                kafka.replicationFactor(),
                                Optional.empty()),
                        new Records());
    }

    private final class Records implements LogListener {
        @Override
        public void apply(byte[] value) {
            rooms.take(Json.MAPPER.readValue(value, RoomSnapshot.class))
                    .ifPresent(events::publishEvent);
        }

        @Override
        public void missed() {
            era.incrementAndGet();
            rooms.clear();
            events.publishEvent(new PolicyLost());
        }
    }

    /**
     * The room as it is now; may block for a read.
     *
     * @throws io.parley.chat.link.ServiceUnavailableException where it cannot be read
     */
    Optional<RoomSnapshot> room(RoomId id) {
        var known = rooms.find(id);
        if (known.isPresent()) {
            return known;
        }
        var isFollowed = log.hasReachedEnd();
        var eraOfRead = era.get();
        var read = messages.room(id);
        return isFollowed && eraOfRead == era.get() ? read.map(rooms::keep) : read;
    }

    /** From memory alone. */
    Optional<RoomSnapshot> known(RoomId id) {
        return rooms.find(id);
    }

    LogFollower log() {
        return log;
    }

    @Override
    public void start() {
        log.start();
    }

    @Override
    public void stop() {
        log.close();
    }

    @Override
    public boolean isRunning() {
        return log.isRunning();
    }

    /** Before anybody comes, and until the last has gone. */
    @Override
    public int getPhase() {
        return 0;
    }
}
