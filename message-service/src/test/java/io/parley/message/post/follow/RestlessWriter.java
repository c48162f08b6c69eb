package io.parley.message.post.follow;

import io.parley.message.Api;
import io.parley.model.room.Person;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** An admin who writes, edits, moves, withdraws and deletes posts until he is told to stop. */
final class RestlessWriter implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(15);
    private static final List<String> AUDIENCES = List.of("everybody", "users", "admins");
    private static final List<String> STATES = List.of("published", "withdrawn", "draft");

    private final Person admin;
    private final IntSupplier port;
    private final Random random = new Random(7);
    private final List<String> alive = new ArrayList<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final Thread thread;
    private volatile boolean isRunning = true;

    /**
     * @param port of the replica to write through next; it may be dead
     */
    RestlessWriter(Person admin, IntSupplier port) {
        this.admin = admin;
        this.port = port;
        this.thread = Thread.ofVirtual().name("writer").start(this::run);
    }

    /** How many changes were answered as done. */
    int changes() {
        return changes.get();
    }

    /** Waits for the change that is under way. */
    @Override
    public void close() {
        isRunning = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (isRunning) {
            try {
                change(Api.as(admin, port.getAsInt()));
            } catch (UncheckedIOException replicaDied) {
                // what became of the change is unknown, as for any client
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void change(Api api) {
        switch (alive.size() < 5 ? 0 : random.nextInt(5)) {
            case 0, 1 -> alive.add(done(api.post("/posts", text())).text("id"));
            case 2, 3 -> edit(api, any());
            default -> {
                var id = any();
                alive.remove(id);
                done(api.delete("/posts/" + id));
            }
        }
    }

    /** A post may be gone by a deletion whose answer was lost. */
    private void edit(Api api, String id) {
        if (done(api.put("/posts/" + id, text())).status() == 404) {
            alive.remove(id);
        }
    }

    private Api.Answer done(Api.Answer answer) {
        if (answer.status() < 300) {
            changes.incrementAndGet();
        }
        return answer;
    }

    private String any() {
        return alive.get(random.nextInt(alive.size()));
    }

    private Map<String, Object> text() {
        var post = new HashMap<String, Object>();
        post.put("title", "t" + random.nextInt());
        post.put("body", "text\u2028" + random.nextInt());
        post.put("audience", AUDIENCES.get(random.nextInt(AUDIENCES.size())));
        post.put("state", STATES.get(Math.max(0, random.nextInt(6) - 3)));
        post.put("pinned", random.nextBoolean());
        return post;
    }
}
