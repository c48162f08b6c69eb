package io.parley.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The clone that is checked. */
final class Repository {

    static final List<String> SERVICES =
            List.of("user-service", "message-service", "chat-service", "gateway-service");

    /** What the names of services end with. */
    static final String SERVICE = "-service";

    /** A line's end before what begins no line of its own kind: list, table, heading, code. */
    private static final Pattern WRAPPED =
            Pattern.compile("(?<=\\S)\\n *(?![-*+] |\\d+\\. |[#|>\\s]|```)");

    private static final JsonMapper JSON = JsonMapper.shared();

    private Repository() {}

    static Path path(String name) {
        return Path.of(property("parley.home")).resolve(name).normalize();
    }

    static String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document whose paragraphs and bullets stand in one line each, however they are wrapped. */
    static String prose(String name) {
        return WRAPPED.matcher(text(name)).replaceAll(" ");
    }

    /** A value that the build hands over. */
    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }
}
