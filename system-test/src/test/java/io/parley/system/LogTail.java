package io.parley.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What services have logged since this was last asked. */
final class LogTail {

    private final Suite suite;
    private final Map<Path, Long> read = new HashMap<>();

    LogTail(Suite suite) {
        this.suite = suite;
        next();
    }

    List<String> next() {
        var lines = new ArrayList<String>();
        for (var log : suite.serviceLogs()) {
            try (var file = new RandomAccessFile(log.toFile(), "r")) {
                var from = read.getOrDefault(log, 0L);
                var bytes = new byte[(int) (file.length() - from)];
                file.seek(from);
                file.readFully(bytes);
                read.put(log, from + bytes.length);
                new String(bytes, UTF_8).lines().forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(log.toString(), e);
            }
        }
        return lines;
    }
}
