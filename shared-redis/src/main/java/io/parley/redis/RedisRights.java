package io.parley.redis;

import io.lettuce.core.event.command.CommandFailedEvent;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandSucceededEvent;
import io.lettuce.core.protocol.RedisCommand;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    /** What is published, and of which kind its channels are, as their names begin. */
    private static final Pattern CHANNELS = Pattern.compile("\\{?[a-z]+");

    private static final Set<String> PUBLISHING = Set.of("PUBLISH", "SPUBLISH");

    /** By the command that was refused, and the kind of its channels. */
    private final Map<Use, String> missing = new ConcurrentHashMap<>();

    /** Rights to channels are those of their names: one kind may be granted, another not. */
    private record Use(String command, String channels) {

        static Use of(RedisCommand<?, ?, ?> command) {
            var name = command.getType().toString();
            var arguments = command.getArgs();
            return PUBLISHING.contains(name) && arguments != null
                    ? of(name, arguments.toCommandString())
                    : new Use(name, "");
        }

        static Use of(String command, String channel) {
            return new Use(command, kind(channel));
        }
    }

    /** How the names begin of channels that are granted together. */
    static String kind(String channel) {
        var kind = CHANNELS.matcher(channel);
        return kind.lookingAt() ? kind.group() : "";
    }

    RedisRights() {}

    /** The rights that are missing now, such as {@code the channels of SUBSCRIBE}. */
    public List<String> missing() {
        return missing.values().stream().distinct().sorted().toList();
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        refused(Use.of(event.getCommand()), event.getCause());
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        if (!missing.isEmpty()) {
            granted(Use.of(event.getCommand()));
        }
    }

    /** Channels were refused, perhaps for lack of a right. */
    void refused(String command, String channel, Throwable failure) {
        refused(Use.of(command, channel), failure);
    }

    private void refused(Use use, Throwable failure) {
        var text = String.valueOf(failure.getMessage());
        if (REFUSALS.stream().noneMatch(text::contains)) {
            return;
        }
        var right = right(use, text);
        if (!right.equals(missing.put(use, right))) {
            LOG.atError()
                    .addKeyValue("right", right)
                    .log(
                            "The user of PARLEY_REDIS_URL lacks a right in Redis: grant it with ACL"
                                    + " SETUSER, as docs/runbook.md says");
        }
    }

    void granted(String command, String channel) {
        granted(Use.of(command, channel));
    }

    private void granted(Use use) {
        var right = missing.remove(use);
        if (right != null) {
            LOG.atInfo().addKeyValue("right", right).log("Redis grants what it refused");
        }
    }

    private static String right(Use use, String refusal) {
        var other = OTHER_COMMAND.matcher(refusal);
        if (other.find()) {
            return "the command " + other.group(1).toUpperCase(Locale.ROOT);
        }
        return refusal.contains("channel")
                ? "the channels of %s that begin with %s".formatted(use.command, use.channels)
                : "the keys of " + use.command;
    }
}
