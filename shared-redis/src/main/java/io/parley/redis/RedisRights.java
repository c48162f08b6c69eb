package io.parley.redis;

import io.lettuce.core.event.command.CommandFailedEvent;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandSucceededEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Redis refuses because the user of {@code PARLEY_REDIS_URL} lacks a right. Sees every command
 * of every connection; each missing right is logged once, and is missing until the same command
 * succeeds.
 */
public final class RedisRights implements CommandListener {

    private static final Logger LOG = LoggerFactory.getLogger(RedisRights.class);

    /** So far the texts of Redis 7 and 8, also from within a script. */
    private static final List<String> REFUSALS = List.of("NOPERM", "ACL failure in script");

    private static final Pattern OTHER_COMMAND = Pattern.compile("'([a-z|]+)' command");

    /** By the command that was refused. */
    private final Map<String, String> missing = new ConcurrentHashMap<>();

    RedisRights() {}

    /** The rights that are missing now, such as {@code the channels of SUBSCRIBE}. */
    public List<String> missing() {
        return missing.values().stream().distinct().sorted().toList();
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        refused(event.getCommand().getType().toString(), event.getCause());
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        if (!missing.isEmpty()) {
            granted(event.getCommand().getType().toString());
        }
    }

    /** Something was refused, perhaps for lack of a right. */
    void refused(String command, Throwable failure) {
        var text = String.valueOf(failure.getMessage());
        if (REFUSALS.stream().noneMatch(text::contains)) {
            return;
        }
        var right = right(command, text);
        if (!right.equals(missing.put(command, right))) {
            LOG.atError()
                    .addKeyValue("right", right)
                    .log(
                            "The user of PARLEY_REDIS_URL lacks a right in Redis: grant it with ACL"
                                    + " SETUSER, as docs/runbook.md says");
        }
    }

    void granted(String command) {
        var right = missing.remove(command);
        if (right != null) {
            LOG.atInfo().addKeyValue("right", right).log("Redis grants what it refused");
        }
    }

    private static String right(String command, String refusal) {
        var other = OTHER_COMMAND.matcher(refusal);
        if (other.find()) {
            return "the command " + other.group(1).toUpperCase(Locale.ROOT);
        }
        return (refusal.contains("channel") ? "the channels of " : "the keys of ") + command;
    }
}
