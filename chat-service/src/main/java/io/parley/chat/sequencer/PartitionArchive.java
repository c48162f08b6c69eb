package io.parley.chat.sequencer;

import io.parley.chat.link.MessageService;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.PartitionSnapshot;
import io.parley.model.log.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import tools.jackson.core.JacksonException;

/**
 * What message-service has stored of the log, asked for in the background. Without it a partition
 * cannot start, so those questions are repeated until there is an answer or nobody waits any more.
 */
final class PartitionArchive implements AutoCloseable {

    /** A fresh pod asks for 64 partitions at once; each answer holds all of a partition's rooms. */
    private static final int CONCURRENT_CALLS = 8;

    private static final int ROOM_PAGE = 200;

    private final MessageService service;
    private final Semaphore calls = new Semaphore(CONCURRENT_CALLS);
    private final ExecutorService background =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("archive-", 0).factory());

    PartitionArchive(MessageService service) {
        this.service = service;
    }

    /** Where message-service stands in the partition. */
    Future<PartitionSnapshot> snapshot(int partition) {
        return background.submit(() -> untilAnswered(() -> service.partition(partition)));
    }

    /** The next page of stored events, of any length; empty only where there are no more. */
    Future<List<StoredEvent>> page(int partition, long from, long to) {
        return background.submit(
                () -> untilAnswered(() -> service.storedEvents(partition, from, to)));
    }

    /** A room's events that follow on {@code after}, ending before {@code before} or earlier. */
    Future<List<RoomEvent>> roomEvents(RoomId room, long after, long before) {
        return background.submit(() -> limited(() -> run(room, after, before)));
    }

    @Override
    public void close() {
        background.shutdownNow();
    }

    private List<RoomEvent> run(RoomId room, long after, long before) {
        var run = new ArrayList<RoomEvent>();
        var last = after;
        while (last + 1 < before) {
            var limit = (int) Math.min(ROOM_PAGE, before - last - 1);
            var next = last + 1;
            var items = service.events(room, last, limit).items();
            if (items.isEmpty() || items.getFirst().seq() != next) {
                return run;
            }
            items.stream().filter(event -> event.seq() < before).forEach(run::add);
            last = items.getLast().seq();
        }
        return run;
    }

    private <T> T untilAnswered(Callable<T> call) throws Exception {
        var wait = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));
        while (true) {
            try {
                return limited(call);
            } catch (ServiceUnavailableException | JacksonException e) {
                Thread.sleep(wait.next());
            }
        }
    }

    private <T> T limited(Callable<T> call) throws Exception {
        calls.acquire();
        try {
            return call.call();
        } finally {
            calls.release();
        }
    }
}
