package io.parley.stack;

import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.PrivateFile;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What runs over a data folder, for other terminals and for the start after a crash. */
record RunRecord(Entry launcher, String address, Instant startedAt, List<Entry> members) {

    private static final String FILE = "run.json";

    /**
     * One process. A process number alone says nothing, since numbers are used again: start time
     * and command line must fit too.
     *
     * @param marker text that its command line holds
     * @param readiness URL that answers 200 when it is ready; absent where only the port can tell
     */
    record Entry(
            String name,
            long pid,
            Instant startedAt,
            String marker,
            int port,
            @Nullable String readiness) {

        private static final long TOLERANCE_MILLIS = 2_000;

        static Entry of(
                String name,
                ProcessHandle process,
                String marker,
                int port,
                @Nullable String readiness) {
            var started = process.info().startInstant().orElse(Instant.EPOCH);
            return new Entry(name, process.pid(), started, marker, port, readiness);
        }

        /** The process, if it is still this one. */
        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isThis);
        }

        private boolean isThis(ProcessHandle process) {
            var info = process.info();
            return info.startInstant().filter(this::isCloseToStart).isPresent()
                    && info.commandLine().filter(line -> line.contains(marker)).isPresent();
        }

        private boolean isCloseToStart(Instant time) {
            return Math.abs(time.toEpochMilli() - startedAt.toEpochMilli()) <= TOLERANCE_MILLIS;
        }
    }

    static Optional<RunRecord> read(Path directory) {
        try {
            return Optional.of(
                    Json.MAPPER.readValue(
                            Files.readAllBytes(directory.resolve(FILE)), RunRecord.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    void write(DataFolder folder) {
        try {
            PrivateFile.write(folder.file(FILE), Json.MAPPER.writeValueAsString(this));
        } catch (IOException e) {
            throw new StackException(
                    "Cannot write to %s (is the disk full?): %s"
                            .formatted(folder.directory(), e.getMessage()),
                    e);
        }
    }

    static void remove(DataFolder folder) {
        try {
            Files.deleteIfExists(folder.file(FILE));
        } catch (IOException e) {
            throw new StackException("Cannot delete the record of the run", e);
        }
    }
}
