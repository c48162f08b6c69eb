package io.parley.user.account;

import io.parley.service.WrongSetting;
import io.parley.user.password.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Who is the admin of a fresh installation, if it is to have one from the start. */
@ConfigurationProperties("parley.admin")
record FirstAdminSettings(String name, String password, String passwordFile) {

    FirstAdminSettings {
        if (!password.isEmpty() && !passwordFile.isEmpty()) {
            throw new WrongSetting(
                    "Set PARLEY_ADMIN_PASSWORD or PARLEY_ADMIN_PASSWORD_FILE, not both.");
        }
        if (name.isEmpty() && !(password.isEmpty() && passwordFile.isEmpty())) {
            throw new WrongSetting(
                    "PARLEY_ADMIN_NAME must be set where an admin's password is given.");
        }
    }

    /** A name and a password that accounts can have. */
    record FirstAdmin(Username name, Password password) {}

    Optional<FirstAdmin> firstAdmin() {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var username =
                Username.parse(name)
                        .orElseThrow(
                                () -> new WrongSetting("PARLEY_ADMIN_NAME " + Username.RULE + "."));
        var chosen =
                Password.choose(givenPassword())
                        .orElseThrow(
                                () ->
                                        new WrongSetting(
                                                "PARLEY_ADMIN_PASSWORD (or the file of"
                                                        + " PARLEY_ADMIN_PASSWORD_FILE) "
                                                        + Password.RULE
                                                        + "."));
        return Optional.of(new FirstAdmin(username, chosen));
    }

    private String givenPassword() {
        if (passwordFile.isEmpty()) {
            return password;
        }
        try {
            return Files.readString(Path.of(passwordFile)).strip();
        } catch (IOException | InvalidPathException unreadable) {
            throw new WrongSetting(
                    "PARLEY_ADMIN_PASSWORD_FILE must name a text file the service may read.");
        }
    }

    @Override
    public String toString() {
        return "FirstAdminSettings[name=" + name + "]";
    }
}
