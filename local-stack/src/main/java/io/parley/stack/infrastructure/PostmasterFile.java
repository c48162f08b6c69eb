package io.parley.stack.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file in which a running PostgreSQL says who it is and how it is. */
record PostmasterFile(Path file, Path data) {

    private static final int STATUS_LINE = 7;

    static PostmasterFile of(Path data) {
        return new PostmasterFile(data.resolve("postmaster.pid"), data);
    }

    boolean saysReady(long pid) {
        var lines = lines();
        return lines.size() > STATUS_LINE
                && lines.getFirst().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /**
     * Removes what a killed server left. PostgreSQL would do so itself, but refuses to start when
     * the number has gone to some other process of the same user.
     *
     * @throws StackException if the server still runs
     */
    void removeIfStale() throws IOException {
        var lines = lines();
        if (lines.isEmpty()) {
            return;
        }
        var pid = lines.getFirst().strip();
        if (pid.matches("[0-9]{1,18}") && isPostgres(Long.parseLong(pid))) {
            throw new StackException(
                    "Another PostgreSQL (process %s) uses %s: stop it first.".formatted(pid, data));
        }
        Files.deleteIfExists(file);
    }

    private boolean isPostgres(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(data.toString()))
                .isPresent();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
