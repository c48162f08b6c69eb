package io.parley.chat.inbox;

import io.parley.chat.edge.PersonFeed;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import io.parley.model.wire.Json;
import io.parley.redis.RedisChannels;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** The channels of the people who have an inbox open here: one for each, whatever the sessions. */
@Component
class PersonChannels {

    private static final Logger log = LoggerFactory.getLogger(PersonChannels.class);

    private final RedisChannels channels;

    /** Channels are opened and closed inside the map's own atomic steps, and so in order. */
    private final Map<UserId, Listeners> byPerson = new ConcurrentHashMap<>();

    PersonChannels(RedisChannels channels) {
        this.channels = channels;
    }

    private record Listeners(Set<PersonFeed> feeds, CompletionStage<Void> opened) {}

    /** Done when the person's channel is heard; where that fails it is tried again. */
    CompletionStage<Void> open(PersonFeed feed) {
        return byPerson.compute(
                        feed.person(),
                        (person, known) -> {
                            var listeners = known == null ? listen(person) : known;
                            listeners.feeds.add(feed);
                            return listeners;
                        })
                .opened();
    }

    void close(PersonFeed feed) {
        byPerson.computeIfPresent(
                feed.person(),
                (person, listeners) -> {
                    listeners.feeds.remove(feed);
                    if (!listeners.feeds.isEmpty()) {
                        return listeners;
                    }
                    channels.close(RedisKeys.devices(person));
                    return null;
                });
    }

    private Listeners listen(UserId person) {
        return new Listeners(
                ConcurrentHashMap.newKeySet(),
                channels.open(RedisKeys.devices(person), json -> heard(person, json)));
    }

    private void heard(UserId person, String json) {
        var listeners = byPerson.get(person);
        if (listeners != null) {
            type(json, type -> listeners.feeds.forEach(feed -> feed.tell(type, json)));
        }
    }

    /** What a newer release tells passes as well: clients ignore what they do not know. */
    private static void type(String json, Consumer<String> action) {
        try {
            Json.MAPPER.readTree(json).path("type").stringValueOpt().ifPresent(action);
        } catch (JacksonException e) {
            log.error("unreadable signal in a person's channel");
        }
    }
}
