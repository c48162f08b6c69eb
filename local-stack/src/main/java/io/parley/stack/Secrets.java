package io.parley.stack;

import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What an installation made up for itself, kept in a file that only its owner reads.
 *
 * @param internal shared by the services
 */
record Secrets(String postgres, String userService, String messageService, String internal) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final String FILE = "secrets.json";
    private static final int LENGTH = 40;

    static Secrets of(DataFolder folder) {
        return of(folder.directory());
    }

    static Secrets of(Path data) {
        var file = data.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return Json.MAPPER.readValue(Files.readAllBytes(file), Secrets.class);
            }
            return made(file);
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
            return Optional.of(
                    Json.MAPPER.readValue(
                            Files.readAllBytes(directory.resolve(FILE)), Secrets.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Secrets made(Path file) throws IOException {
        var secrets = new Secrets(random(LENGTH), random(LENGTH), random(LENGTH), random(LENGTH));
        PrivateFile.write(file, Json.MAPPER.writeValueAsString(secrets));
        return secrets;
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
