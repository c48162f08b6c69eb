package io.parley.stack;

import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.PrivateFile;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first admin of an installation. A generated password is kept only until it has been shown: a
 * start that fails after the account was made must not lose it.
 *
 * @param password absent once it has been shown
 * @param generated whether we made it up, or were given it
 */
public record FirstAdmin(String username, @Nullable String password, boolean generated) {

    private static final int GROUP = 5;

    static FirstAdmin of(DataFolder folder, Map<String, String> environment) {
        var file = file(folder);
        try {
            if (Files.exists(file)) {
                return Json.MAPPER.readValue(Files.readAllBytes(file), FirstAdmin.class);
            }
            var admin = chosen(environment);
            admin.save(folder);
            return admin;
        } catch (IOException e) {
            throw new StackException(
                    "Cannot keep the first admin in %s (is the disk full?): %s"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static FirstAdmin chosen(Map<String, String> environment) throws IOException {
        var name = setting(environment, "PARLEY_ADMIN_NAME").orElse("admin");
        var password = setting(environment, "PARLEY_ADMIN_PASSWORD");
        return password.isPresent()
                ? new FirstAdmin(name, password.get(), false)
                : new FirstAdmin(name, generate(), true);
    }

    private static Optional<String> setting(Map<String, String> environment, String name)
            throws IOException {
        var file = environment.get(name + "_FILE");
        var value = file == null ? environment.get(name) : Files.readString(Path.of(file)).strip();
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** Easy to read out and to type; 75 bits. */
    static String generate() {
        return Secrets.random(GROUP) + "-" + Secrets.random(GROUP) + "-" + Secrets.random(GROUP);
    }

    /** Forgets the password, after it was shown. */
    void forgetPassword(DataFolder folder) {
        try {
            new FirstAdmin(username, null, generated).save(folder);
        } catch (IOException e) {
            throw new StackException("Cannot write to " + file(folder), e);
        }
    }

    private void save(DataFolder folder) throws IOException {
        PrivateFile.write(file(folder), Json.MAPPER.writeValueAsString(this));
    }

    private static Path file(DataFolder folder) {
        return folder.file("first-admin.json");
    }

    /** Never prints the password. */
    @Override
    public String toString() {
        return "FirstAdmin[" + username + "]";
    }
}
