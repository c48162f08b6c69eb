package io.parley.test.redis;

import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A Redis with a user for a service, who may do just what the runbook grants, or less. */
public final class RedisWithUsers implements AutoCloseable {

    private static final String PASSWORD = "secret";

    /** A module's tests run in its own folder. */
    private static final Path RUNBOOK = Path.of("../docs/runbook.md");

    private final Path directory;
    private final RedisNode redis;
    private final Running<RedisNode> running;

    private RedisWithUsers(Path directory) {
        this.directory = directory;
        this.redis = new RedisNode(directory, List.of());
        this.running = Running.start(redis);
    }

    public static RedisWithUsers start() {
        try {
            return new RedisWithUsers(Files.createTempDirectory("parley-redis-users-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rights that the runbook grants a user, as {@code ACL SETUSER} takes them. */
    public static String documented(String user) {
        var line =
                Pattern.compile("(?m)^ACL SETUSER " + user + " reset on >[A-Z_]+ (.+)$")
                        .matcher(text(RUNBOOK));
        if (!line.find()) {
            throw new AssertionError("the runbook grants " + user + " nothing");
        }
        return line.group(1);
    }

    /** Gives a user these rights and no others. */
    public void grant(String user, String rights) {
        var command = "ACL SETUSER %s reset on >%s %s".formatted(user, PASSWORD, rights);
        var answer = redis.call(command.split(" "));
        if (!answer.equals("OK")) {
            throw new AssertionError(command + ": " + answer);
        }
    }

    /** Redis for the user. */
    public String url(String user) {
        return "redis://%s:%s@127.0.0.1:%d".formatted(user, PASSWORD, redis.port());
    }

    @Override
    public void close() {
        running.close();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
