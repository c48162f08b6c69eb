package io.parley.load.client;

import io.parley.model.wire.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/** What sessions that watch people were told of them, and when. */
public final class PresenceWatch {

    /** So many people are watched by one session. */
    public static final int WATCHED = 200;

    private static final int LOOK_MILLIS = 50;

    private final LongSupplier clock;

    /** Guarded by {@code this}. */
    private final Map<String, String> states = new HashMap<>();

    /** When each was last told, in nanoseconds. Guarded by {@code this}. */
    private final Map<String, Long> toldAt = new HashMap<>();

    /** Guarded by {@code this}. */
    private final Set<String> everOffline = new HashSet<>();

    public PresenceWatch(LongSupplier nanoClock) {
        this.clock = nanoClock;
    }

    /** Watches people, no more than {@link #WATCHED}, as that session. */
    public void watch(StompClient session, List<String> people) {
        watch(session, people, this::heard);
    }

    /** The same, told to somebody else. */
    public static void watch(StompClient session, List<String> people, Consumer<String> frames) {
        session.listen(
                "/user/queue/presence",
                "/app/presence/watch",
                Json.MAPPER.writeValueAsString(Map.of("users", people)),
                frames);
    }

    /** Takes a frame. */
    void heard(String frame) {
        var body = frame.substring(frame.indexOf("\n\n") + 2);
        if (frame.contains("x-type:presence\n")) {
            take(Json.MAPPER.readTree(body));
        }
    }

    private synchronized void take(JsonNode told) {
        var now = clock.getAsLong();
        for (var user : told.path("users")) {
            var id = user.path("id").asString();
            var state = user.path("state").asString();
            if (!state.equals(states.put(id, state))) {
                toldAt.put(id, now);
            }
            if (state.equals("offline")) {
                everOffline.add(id);
            }
        }
    }

    /** From now on who was offline before does not count. */
    public synchronized void begin() {
        everOffline.clear();
    }

    public synchronized Set<String> everOffline() {
        return Set.copyOf(everOffline);
    }

    /** When each of them was told to be what they are now, in nanoseconds, sorted. */
    public synchronized List<Long> toldAt(Collection<String> people) {
        return people.stream().map(toldAt::get).filter(Objects::nonNull).sorted().toList();
    }

    /** Waits until all are so, or no longer may. */
    public boolean await(Collection<String> people, String state, BooleanSupplier goOn) {
        while (!are(people, state)) {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            Pause.millis(LOOK_MILLIS);
        }
        return true;
    }

    private synchronized boolean are(Collection<String> people, String state) {
        return people.stream().allMatch(id -> state.equals(states.get(id)));
    }
}
