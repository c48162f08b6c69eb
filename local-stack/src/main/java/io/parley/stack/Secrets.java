package io.parley.stack;

import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.PrivateFile;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What an installation made up for itself, kept in a file that only its owner reads.
 *
 * @param internal shared by the services
 * @param redis and {@code kafka}: passwords of these two; empty where an earlier version runs,
 *     which had none
 */
record Secrets(
        String postgres,
        String userService,
        String messageService,
        String internal,
        String redis,
        String kafka) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final String FILE = "secrets.json";
    private static final int LENGTH = 40;

    Secrets {
        redis = Objects.requireNonNullElse(redis, "");
        kafka = Objects.requireNonNullElse(kafka, "");
    }

    /** Those of the folder, with what is missing made up. */
    static Secrets of(DataFolder folder) {
        var file = folder.file(FILE);
        try {
            var kept = Files.exists(file) ? parse(file) : made();
            var whole = kept.completed();
            PrivateFile.write(file, Json.MAPPER.writeValueAsString(whole));
            return whole;
        } catch (IOException e) {
            throw new StackException(
                    "Cannot keep secrets in %s (is the disk full?): %s"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** Of the installation that is kept there; empty where there is none. */
    static Optional<Secrets> read(Path directory) {
        try {
            return Optional.of(parse(directory.resolve(FILE)));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Secrets parse(Path file) throws IOException {
        return Json.MAPPER.readValue(Files.readAllBytes(file), Secrets.class);
    }

    private static Secrets made() {
        return new Secrets(random(LENGTH), random(LENGTH), random(LENGTH), random(LENGTH), "", "");
    }

    private Secrets completed() {
        return new Secrets(
                postgres,
                userService,
                messageService,
                internal,
                redis.isEmpty() ? random(LENGTH) : redis,
                kafka.isEmpty() ? random(LENGTH) : kafka);
    }

    /** Letters and digits that people do not confuse: 5 bits each. */
    static String random(int length) {
        return RANDOM.ints(length, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    /** Never prints. */
    @Override
    public String toString() {
        return "Secrets";
    }
}
