package io.parley.message.post.follow;

import io.parley.message.Api;
import io.parley.message.MessageApplication;
import io.parley.stack.infrastructure.FreePort;
import io.parley.test.Infrastructure;
import io.parley.test.Part;
import io.parley.test.UserServiceStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures followers of posts against one message-service in a process of its own: memory of each,
 * processor time, and the time from an answered POST to the event at each follower.
 *
 * <p>Arguments: followers, posts a second, seconds.
 */
public final class FollowBench {

    private static final int STREAMS_PER_PERSON = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private FollowBench() {}

    public static void main(String[] arguments) throws Exception {
        var followers = Integer.parseInt(arguments[0]);
        var rate = Integer.parseInt(arguments[1]);
        var seconds = Integer.parseInt(arguments[2]);
        var port = FreePort.next();
        var service = service(port);
        try {
            measure(service.pid(), port, followers, rate, seconds);
        } finally {
            service.destroy();
            service.waitFor(20, TimeUnit.SECONDS);
            System.exit(0);
        }
    }

    private static void measure(long pid, int port, int followers, int rate, int seconds)
            throws Exception {
        var users = UserServiceStandIn.shared();
        var admin = users.admin("Bench");
        var api = Api.withToken(users.tokens().expiringIn(admin, Duration.ofHours(1)), port);
        await(() -> isUp(port));
        var posts = rate * seconds;
        for (var i = 0; i < 200; i++) {
            api.post("/posts", post(i));
        }
        var before = heap(pid);
        var answeredAt = new long[1 << 16];
        var delays = new int[followers * posts];
        var client = new BenchClient(answeredAt, delays);
        for (var i = 0; i < followers; i += STREAMS_PER_PERSON) {
            var token = users.tokens().expiringIn(users.user("u" + i), Duration.ofHours(1));
            for (var stream = i; stream < Math.min(followers, i + STREAMS_PER_PERSON); stream++) {
                client.follow(port, token);
            }
        }
        Thread.ofPlatform().daemon().start(client);
        await(() -> client.open() == followers);
        var idle = heap(pid);
        System.out.printf(
                "%d followers: heap %d -> %d KiB, %.1f KiB each; RSS %d MiB%n",
                followers, before, idle, (idle - before) / (double) followers, rss(pid));

        var cpu = cpuMillis(pid);
        var start = System.nanoTime();
        for (var i = 0; i < posts; i++) {
            LockSupport.parkNanos(start + i * 1_000_000_000L / rate - System.nanoTime());
            var version = api.post("/posts", post(i));
            if (version.status() != 201) {
                throw new IllegalStateException("POST answered " + version.status());
            }
            answeredAt[(200 + i + 1) % answeredAt.length] = System.nanoTime();
        }
        await(() -> client.received() >= (long) followers * posts);
        var took = (System.nanoTime() - start) / 1_000_000;
        var used = cpuMillis(pid) - cpu;
        Arrays.sort(delays);
        System.out.printf(
                "%d posts in %d ms: %d events, %d wrong; p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                posts,
                took,
                client.received(),
                client.wrong(),
                at(delays, 0.5),
                at(delays, 0.99),
                at(delays, 1));
        System.out.printf(
                "service: %d ms CPU, %.1f us each event; heap after %d KiB; RSS %d MiB%n",
                used, used * 1_000.0 / client.received(), heap(pid), rss(pid));
        client.stop();
    }

    private static Process service(int port) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MessageApplication.class.getName());
        builder.environment().putAll(Infrastructure.shared().settings(Part.values()));
        builder.environment()
                .putAll(
                        Map.of(
                                "SERVER_PORT", Integer.toString(port),
                                "MANAGEMENT_SERVER_PORT", Integer.toString(FreePort.next()),
                                "PARLEY_POSTS_MAX_FOLLOWERS_PER_ADDRESS", "100000"));
        return builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "follow-bench.log").toFile())
                .start();
    }

    private static Map<String, Object> post(int number) {
        return Map.of(
                "title", "Post " + number, "body", "An **announcement** of some words. ".repeat(6));
    }

    private static boolean isUp(int port) {
        try {
            return Api.nobody(port).get("/posts").status() == 401;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Living objects, in KiB: after a full collection. */
    private static long heap(long pid) throws Exception {
        jcmd(pid, "GC.run");
        return jcmd(pid, "GC.heap_info")
                .lines()
                .filter(
                        line ->
                                line.contains("generation")
                                        || line.contains("DefNew")
                                        || line.contains("Tenured"))
                .map(line -> USED.matcher(line))
                .filter(Matcher::find)
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
    }

    private static String jcmd(long pid, String command) throws Exception {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(program, Long.toString(pid), command).start();
        try (var reader = process.inputReader()) {
            return String.join("\n", reader.lines().toList());
        }
    }

    private static long rss(long pid) throws IOException {
        return status(pid, "VmRSS:") / 1_024;
    }

    private static long status(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static long cpuMillis(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO)
                .toMillis();
    }

    private static double at(int[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1_000.0;
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
