package io.parley.user.mail;

import io.parley.service.WrongSetting;
import io.parley.user.settings.PublicUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where letters go.
 *
 * @param target {@code smtp://}, {@code smtps://} or {@code folder:}; empty for no mail
 * @param from the sender's address; empty for one at the public host
 */
@ConfigurationProperties("parley.mail")
record MailSettings(String target, String from) {

    private static final String FOLDER = "folder:";
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>\",;:]{1,64}@[^\\s<>\",;:]{1,190}");

    MailSettings {
        if (!target.isEmpty() && parse(target).isEmpty()) {
            throw new WrongSetting(
                    "PARLEY_MAIL must be smtp://host:port, smtps://user:password@host:port or"
                            + " folder:/path; "
                            + WrongSetting.LOGIN_IN_ADDRESS
                            + ".");
        }
        if (!from.isEmpty() && !ADDRESS.matcher(from).matches()) {
            throw new WrongSetting(
                    "PARLEY_MAIL_FROM must be an e-mail address, such as parley@example.org.");
        }
    }

    /** Where letters go, taken apart. */
    sealed interface Target {
        record Folder(Path path) implements Target {}

        record Smtp(URI server) implements Target {}
    }

    Optional<Target> parsed() {
        return target.isEmpty() ? Optional.empty() : parse(target);
    }

    String sender(PublicUrl here) {
        if (!from.isEmpty()) {
            return from;
        }
        return "parley@" + (here.host().isEmpty() ? "localhost" : here.host());
    }

    private static Optional<Target> parse(String text) {
        try {
            if (text.startsWith(FOLDER)) {
                var path = Path.of(text.substring(FOLDER.length()));
                return path.isAbsolute() ? Optional.of(new Target.Folder(path)) : Optional.empty();
            }
            var server = new URI(text);
            @Nullable String scheme = server.getScheme();
            return ("smtp".equals(scheme) || "smtps".equals(scheme)) && isServerAlone(server)
                    ? Optional.of(new Target.Smtp(server))
                    : Optional.empty();
        } catch (InvalidPathException | URISyntaxException wrong) {
            return Optional.empty();
        }
    }

    /** An unencoded character of a password would make a path or a fragment of its rest. */
    private static boolean isServerAlone(URI server) {
        @Nullable String path = server.getRawPath();
        return server.getHost() != null
                && (path == null || path.isEmpty() || path.equals("/"))
                && server.getRawQuery() == null
                && server.getRawFragment() == null;
    }

    @Override
    public String toString() {
        return "MailSettings[from=" + from + "]";
    }
}
