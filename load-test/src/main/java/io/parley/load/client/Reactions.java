package io.parley.load.client;

import io.parley.model.wire.Json;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Everybody reacts to one message within a short time; who is refused tries again when told. */
public final class Reactions {

    private static final Pattern RETRY_AFTER = Pattern.compile("\"retryAfterMs\":(\\d{1,6})");
    private static final int LOOK_MILLIS = 50;

    private final Swarm swarm;
    private final long seq;
    private final int withinMillis;
    private final RandomGenerator random = new SplittableRandom(1);
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /**
     * @param seq of the message
     * @param withinMillis in which all of them react for the first time; 0: at the same moment
     */
    public Reactions(Swarm swarm, long seq, int withinMillis) {
        this.swarm = swarm;
        this.seq = seq;
        this.withinMillis = withinMillis;
    }

    /** Begins now; answers what became of it when it may not go on. */
    public String all(BooleanSupplier goOn) {
        for (var client : swarm.clients()) {
            swarm.later(random.nextInt(withinMillis + 1), () -> react(client, goOn));
        }
        while (goOn.getAsBoolean()) {
            Pause.millis(LOOK_MILLIS);
        }
        return "%,d taken, %,d times told to wait, %,d failed"
                .formatted(taken.get(), refused.get(), failed.get());
    }

    private void react(StompClient client, BooleanSupplier goOn) {
        if (goOn.getAsBoolean()) {
            client.ask("react", body(), answer -> answered(client, answer, goOn));
        }
    }

    private void answered(StompClient client, String answer, BooleanSupplier goOn) {
        var wait = RETRY_AFTER.matcher(answer);
        if (answer.contains("RECEIPT\n")) {
            taken.incrementAndGet();
        } else if (wait.find()) {
            refused.incrementAndGet();
            swarm.later(Long.parseLong(wait.group(1)), () -> react(client, goOn));
        } else {
            failed.incrementAndGet();
        }
    }

    private String body() {
        return Json.MAPPER.writeValueAsString(
                Map.of(
                        "clientMsgId",
                        UUID.randomUUID().toString(),
                        "seq",
                        seq,
                        "emoji",
                        "👍",
                        "op",
                        "add"));
    }
}
