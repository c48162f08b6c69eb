package io.parley.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The secrets that the documented command makes, found out by running it with a stand-in kubectl.
 */
final class MadeSecrets {

    /** Knows no secret yet, and writes down what it is told to make. */
    private static final String KUBECTL =
            """
            #!/bin/sh
            case "$3" in
              get) exit 1 ;;
              create) sed "s|^|$6/|" "${7#--from-env-file=}" >>"$MADE" ;;
              *) exit 2 ;;
            esac
            """;

    private static final Map<String, String> MADE = make();

    private MadeSecrets() {}

    /** {@code secret/key} of each. */
    static Set<String> get() {
        return MADE.keySet();
    }

    static Map<String, String> values() {
        return MADE;
    }

    private static Map<String, String> make() {
        try {
            var folder = Files.createTempDirectory("deploy-test");
            var kubectl = Files.writeString(folder.resolve("kubectl"), KUBECTL);
            Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwx------"));
            var made = folder.resolve("made");
            run(folder, made);
            var values = new TreeMap<String, String>();
            for (var line : Files.readAllLines(made)) {
                var parts = line.split("=", 2);
                values.put(parts[0], parts[1]);
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path folder, Path made) throws IOException {
        var builder = new ProcessBuilder("sh", Repository.path("k8s/make-secrets").toString());
        builder.environment().merge("PATH", "", (path, none) -> folder + ":" + path);
        builder.environment().put("MADE", made.toString());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        try {
            if (builder.start().waitFor() != 0) {
                throw new IOException(Files.readString(folder.resolve("log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
