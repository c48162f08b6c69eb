package io.parley.stack;

import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.JavaProgram;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * A service's code as the JVM is to run it: the jar that the build makes, or the same unpacked,
 * beside an ahead-of-time cache of classes that were loaded, linked and profiled in an earlier run
 * (JEP 483, 514 and 515). A cache holds for one JVM and one content of the jar.
 */
final class ServiceProgram {

    private static final String FOLDER = "run";
    private static final String CACHE = "app.aot";

    /** What a JVM cannot use of a cache it does without; its lines would stand in our logs. */
    private static final String NO_WORD_OF_CACHES = "-Xlog:aot*=off";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** A JVM writes its cache when it ends, for some ten seconds of two processors. */
    private static final Duration STOP_LIMIT_OF_RECORDING = Duration.ofMinutes(5);

    private final Path built;
    private final Path directory;
    private final List<String> arguments;
    private final Duration stopLimit;

    private ServiceProgram(Path built, Path directory, List<String> arguments, Duration stopLimit) {
        this.built = built;
        this.directory = directory;
        this.arguments = arguments;
        this.stopLimit = stopLimit;
    }

    /** The jar as it was built. */
    static ServiceProgram built(Path jar) {
        var directory = jar.resolveSibling(FOLDER).resolve(key(jar));
        return new ServiceProgram(jar, directory, List.of("-jar", jar.toString()), STOP_LIMIT);
    }

    boolean isPrepared() {
        return Files.isRegularFile(cache());
    }

    Path cache() {
        return directory.resolve(CACHE);
    }

    /** With its cache, where there is one. */
    ServiceProgram fastest() {
        return isPrepared() ? with("-XX:AOTCache=", STOP_LIMIT) : this;
    }

    /**
     * Makes the cache in the run that follows. What was prepared of another build goes.
     *
     * @throws StackException where it cannot be unpacked
     */
    ServiceProgram recording() {
        try {
            Directories.delete(built.resolveSibling(FOLDER));
            unpack();
        } catch (IOException e) {
            throw new StackException(
                    "Cannot unpack %s (is the disk full?): %s".formatted(built, e.getMessage()), e);
        }
        return with("-XX:AOTCacheOutput=", STOP_LIMIT_OF_RECORDING);
    }

    private ServiceProgram with(String option, Duration limit) {
        var jar = directory.resolve(built.getFileName());
        return new ServiceProgram(
                built,
                directory,
                List.of(option + cache(), NO_WORD_OF_CACHES, "-jar", jar.toString()),
                limit);
    }

    private void unpack() throws IOException {
        var command =
                List.of(
                        JavaProgram.path(),
                        "-Djarmode=tools",
                        "-jar",
                        built.toString(),
                        "extract",
                        "--destination",
                        directory.toString());
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("unpacking ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The JVM's arguments that name the code; other options stand before them. */
    List<String> arguments() {
        return arguments;
    }

    /** Whether it runs with a cache, or makes one. */
    boolean usesCache() {
        return !arguments.getFirst().equals("-jar");
    }

    /** How long the service may take to end. */
    Duration stopLimit() {
        return stopLimit;
    }

    /** The JVM and the contents of the jar: file times say nothing of a reproducible build. */
    private static String key(Path jar) {
        var crc = new CRC32();
        crc.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .forEach(
                            entry -> {
                                var line = entry.getName() + entry.getCrc() + ' ' + entry.getSize();
                                crc.update(line.getBytes(StandardCharsets.UTF_8));
                            });
        } catch (IOException notAJar) {
            // The JVM that is to run it says so in its own words
            return "unreadable";
        }
        return "%08x".formatted(crc.getValue());
    }
}
