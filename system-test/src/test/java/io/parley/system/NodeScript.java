package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A Node script that uses the suite and fails by its exit code. It is told by the environment where
 * the suite is ({@code PARLEY_URL}) and who its admin is ({@code PARLEY_ADMIN_NAME}, {@code
 * PARLEY_ADMIN_PASSWORD}). A line {@code @kill NAME} on its output kills that member of the suite,
 * such as {@code chat-1}; {@code @stop NAME} asks it to stop once all are ready.
 */
record NodeScript(Suite suite, Path file) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern WISH = Pattern.compile("@(kill|stop) ([a-z0-9-]+)");

    /** Runs it to its end, on a suite that is whole. */
    void run(Map<String, String> environment) throws IOException, InterruptedException {
        awaitReady();
        var builder = new ProcessBuilder("node", file.toString()).redirectErrorStream(true);
        builder.environment().put("PARLEY_URL", suite.stack().address().toString());
        builder.environment().put("PARLEY_ADMIN_NAME", suite.stack().admin().username());
        builder.environment().put("PARLEY_ADMIN_PASSWORD", suite.adminPassword());
        builder.environment().putAll(environment);
        var process = builder.start();
        var watchdog = Thread.ofVirtual().start(() -> endLate(process));
        var output = follow(process);
        int code = process.waitFor();
        watchdog.interrupt();
        assertThat(code).as("%s:%n%s", file, output).isZero();
    }

    private String follow(Process process) throws IOException {
        var output = new ArrayList<String>();
        try (var reader = process.inputReader()) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                System.out.println(file.getFileName() + ": " + line);
                output.add(line);
                var wish = WISH.matcher(line);
                if (wish.matches()) {
                    end(wish.group(2), wish.group(1).equals("stop"));
                }
            }
        }
        return String.join("\n", output);
    }

    private void end(String member, boolean gracefully) {
        if (gracefully) {
            awaitReady();
            suite.stack().member(member).process().handle().destroy();
        } else {
            suite.stack().member(member).process().kill();
        }
    }

    /** One that was killed is started again after a moment, and until then there is none. */
    private void awaitReady() {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(StackException.class::isInstance)
                .until(
                        () -> {
                            var stack = suite.stack();
                            stack.memberNames().forEach(name -> stack.member(name).awaitReady());
                            return true;
                        });
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All scripts of a folder of this module. */
    static List<Path> in(String folder) throws IOException {
        try (var files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".mjs")).sorted().toList();
        }
    }
}
