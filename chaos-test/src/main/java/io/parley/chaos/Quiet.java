package io.parley.chaos;

import io.parley.chaos.client.Crowd;
import io.parley.chaos.control.ChaosException;
import io.parley.chaos.control.ChaosSuite;
import io.parley.chaos.evidence.KafkaLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Waits until everything that was sent has come to where it belongs. */
public final class Quiet {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ChaosSuite suite;
    private final Crowd crowd;
    private final Consumer<String> say;

    public Quiet(ChaosSuite suite, Crowd crowd, Consumer<String> say) {
        this.suite = suite;
        this.crowd = crowd;
        this.say = say;
    }

    /** What is still missing after the patience is over will be found missing by the checker. */
    public void await() {
        tell(await(suite::isReady), "the suite is ready");
        crowd.stopSending();
        tell(crowd.awaitReceipts(PATIENCE), "all sends are answered");
        tell(await(this::isStored), "the log is stored");
        tell(await(this::isReadStored), "what people have read is stored");
        tell(crowd.awaitSeen(heads(), PATIENCE), "all clients are up to date");
    }

    private void tell(boolean reached, String what) {
        say.accept("  %s: %s".formatted(what, reached ? "yes" : "NO, not in time"));
    }

    private static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private boolean isStored() {
        return hasReached("chat_progress", new KafkaLog(suite.kafka()).ends());
    }

    private boolean isReadStored() {
        return hasReached("read_progress", new KafkaLog(suite.kafka()).endsOfMoves());
    }

    private boolean hasReached(String table, Map<TopicPartition, Long> ends) {
        var progress = query("SELECT partition::text, next_offset FROM message_service." + table);
        return ends.entrySet().stream()
                .allMatch(
                        end ->
                                progress.getOrDefault(
                                                Integer.toString(end.getKey().partition()), 0L)
                                        >= end.getValue());
    }

    private Map<String, Long> heads() {
        return query("SELECT room_id::text, seq FROM message_service.room_head");
    }

    private Map<String, Long> query(String sql) {
        var result = new HashMap<String, Long>();
        try (var connection = suite.database();
                var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                result.put(rows.getString(1), rows.getLong(2));
            }
        } catch (SQLException e) {
            throw new ChaosException("The database cannot be read: " + e.getMessage(), e);
        }
        return result;
    }
}
