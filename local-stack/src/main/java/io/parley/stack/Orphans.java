package io.parley.stack;

import io.parley.stack.infrastructure.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Children that a killed launcher left. Only what it wrote down itself is ever ended. */
final class Orphans {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private Orphans() {}

    /** Ends them, and answers how many there were. */
    static int end(Path directory) {
        var left =
                RunRecord.read(directory).stream()
                        .flatMap(run -> run.members().stream())
                        .flatMap(member -> member.process().stream())
                        .toList();
        left.forEach(ProcessHandle::destroy);
        if (!haveEnded(left)) {
            left.forEach(ProcessHandle::destroyForcibly);
            if (!haveEnded(left)) {
                throw new StackException(
                        "Processes of an earlier run do not end: "
                                + pids(left)
                                + ". End them first.");
            }
        }
        return left.size();
    }

    private static boolean haveEnded(List<ProcessHandle> processes) {
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return processes.stream().noneMatch(ProcessHandle::isAlive);
    }

    private static List<Long> pids(List<ProcessHandle> processes) {
        return processes.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
    }
}
