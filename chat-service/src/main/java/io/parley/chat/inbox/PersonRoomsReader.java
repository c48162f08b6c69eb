package io.parley.chat.inbox;

import io.parley.chat.link.MessageService;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.model.room.RoomsOfPerson;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;

/** Asks for the rooms of people, few at a time, until there is an answer or nobody wants it. */
@Component
class PersonRoomsReader {

    private static final Logger log = LoggerFactory.getLogger(PersonRoomsReader.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);
    private static final int AT_A_TIME = 16;

    private final MessageService messages;
    private final Semaphore turns = new Semaphore(AT_A_TIME);
    private volatile boolean isStopping;

    PersonRoomsReader(MessageService messages) {
        this.messages = messages;
    }

    void read(Reader reader, Consumer<RoomsOfPerson> action) {
        var _ = Thread.ofVirtual().name("rooms-of-person").start(() -> ask(reader, action));
    }

    void stop() {
        isStopping = true;
    }

    private void ask(Reader reader, Consumer<RoomsOfPerson> action) {
        var retries = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
        retries.setMaxInterval(LAST_RETRY.toMillis());
        var retry = retries.start();
        try {
            while (!reader.isGone() && !isStopping) {
                if (tryOnce(reader, action)) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(jittered(retry.nextBackOff()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryOnce(Reader reader, Consumer<RoomsOfPerson> action)
            throws InterruptedException {
        turns.acquire();
        try {
            action.accept(messages.roomsOf(reader.person()));
            return true;
        } catch (ServiceUnavailableException away) {
            log.debug("rooms cannot be asked for userId={}", reader.person());
            return false;
        } finally {
            turns.release();
        }
    }

    /** People who came together do not ask together again. */
    private static long jittered(long millis) {
        return millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
    }
}
