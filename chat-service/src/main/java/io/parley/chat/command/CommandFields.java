package io.parley.chat.command;

import io.parley.model.MessageId;
import io.parley.model.UserId;
import io.parley.model.event.EventData.Reaction;
import io.parley.model.event.Mention;
import io.parley.model.message.MessageFold;
import io.parley.model.message.ReplyTo;
import io.parley.model.text.Emoji;
import io.parley.model.text.WrittenText;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import io.parley.model.wire.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The fields of a command's body; notes each that is not as it must be. */
public final class CommandFields {

    /** JSON carries whole numbers up to here. */
    private static final long MAX_SEQ = (1L << 53) - 1;

    private static final String MENTION =
            "must each have a kind (user with its userId, room or admins), at and length";

    private static final Pattern MESSAGE_ID = Pattern.compile("[0-9a-f]{32}");

    private final JsonNode body;
    private final List<Problem.Field> refused = new ArrayList<>();

    public CommandFields(JsonNode body) {
        this.body = body;
    }

    /** What is wrong so far. */
    public List<Problem.Field> refused() {
        return List.copyOf(refused);
    }

    Optional<String> words(String name, int maxChars) {
        var value =
                body.path(name)
                        .stringValueOpt()
                        .filter(text -> !text.isBlank() && text.length() <= maxChars)
                        .filter(Texts::isStorable);
        if (value.isEmpty()) {
            refuse(
                    name,
                    "must have 1 to %d characters, not all blank, no U+0000".formatted(maxChars));
        }
        return value;
    }

    Optional<String> text() {
        var value = words("text", Draft.MAX_TEXT_CHARS);
        var fault = value.flatMap(WrittenText::fault);
        fault.ifPresent(rule -> refuse("text", rule));
        return value.filter(text -> fault.isEmpty());
    }

    /** By its seq where both are there: clients of two generations are served by one frame. */
    Optional<ReplyTo> replyTo() {
        var id =
                body.path("replyTo")
                        .stringValueOpt()
                        .filter(value -> MESSAGE_ID.matcher(value).matches());
        if (id.isEmpty() && has("replyTo")) {
            refuse("replyTo", "must be a message id of 32 hex digits");
        }
        return has("replySeq")
                ? Optional.of(new ReplyTo.BySeq(seq("replySeq")))
                : id.map(MessageId::of).map(ReplyTo.ById::new);
    }

    /** The message on which the thread hangs that is meant, if one is. */
    public Optional<Long> threadRoot() {
        return has("threadRoot") ? Optional.of(seq("threadRoot")) : Optional.empty();
    }

    /**
     * @param text whose mentions they are; empty where that was refused
     */
    List<Mention> mentions(Optional<String> text) {
        if (!has("mentions")) {
            return List.of();
        }
        var value = body.path("mentions");
        if (!value.isArray() || value.size() > Mention.MAX_PER_TEXT) {
            refuse("mentions", "must be a list of at most " + Mention.MAX_PER_TEXT);
            return List.of();
        }
        var mentions = value.valueStream().flatMap(CommandFields::mention).toList();
        if (mentions.size() < value.size()) {
            refuse("mentions", MENTION);
            return List.of();
        }
        var fault = text.flatMap(words -> Mention.fault(words, mentions));
        fault.ifPresent(rule -> refuse("mentions", rule));
        return mentions;
    }

    private static Stream<Mention> mention(JsonNode value) {
        try {
            return value.path("at").isInt() && value.path("length").isInt()
                    ? Stream.of(Json.MAPPER.treeToValue(value, Mention.class))
                    : Stream.empty();
        } catch (JacksonException notOne) {
            return Stream.empty();
        }
    }

    long seq(String name) {
        return seq(name, 1);
    }

    /** The least one where it is refused. */
    public long seq(String name, long least) {
        var value = body.path(name);
        if (value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= least
                && value.longValue() <= MAX_SEQ) {
            return value.longValue();
        }
        refuse(name, "must be a whole number from %d on".formatted(least));
        return least;
    }

    Optional<Integer> version() {
        var value = body.path("ifVersion");
        if (!has("ifVersion")) {
            return Optional.empty();
        }
        if (value.isInt()
                && value.intValue() >= 1
                && value.intValue() <= MessageFold.MAX_VERSIONS) {
            return Optional.of(value.intValue());
        }
        refuse("ifVersion", "must be a whole number of 1 to " + MessageFold.MAX_VERSIONS);
        return Optional.empty();
    }

    Optional<String> reason() {
        if (!has("reason")) {
            return Optional.empty();
        }
        var note =
                body.path("reason")
                        .stringValueOpt()
                        .map(reason -> WrittenText.note(reason, Draft.MAX_REASON_CHARS))
                        .orElseGet(() -> new WrittenText.Result.Unfit("must be a text"));
        note.fault().ifPresent(rule -> refuse("reason", rule));
        return note.kept();
    }

    Optional<String> emoji() {
        var emoji = body.path("emoji").stringValueOpt().flatMap(Emoji::of);
        if (emoji.isEmpty()) {
            refuse("emoji", "must be a single emoji");
        }
        return emoji;
    }

    Optional<Reaction.Op> op() {
        return oneOf("op", Map.of("add", Reaction.Op.ADD, "remove", Reaction.Op.REMOVE));
    }

    /** What one of a few words stands for. */
    public <T> Optional<T> oneOf(String name, Map<String, T> words) {
        var meant = body.path(name).stringValueOpt().flatMap(word -> find(words, word));
        if (meant.isEmpty()) {
            refuse(
                    name,
                    "must be " + String.join(" or ", words.keySet().stream().sorted().toList()));
        }
        return meant;
    }

    private static <T> Optional<T> find(Map<String, T> words, String word) {
        return Optional.ofNullable(words.get(word));
    }

    /** A list of people's ids, each counted once; empty where it is refused. */
    public Optional<Set<UserId>> people(String name, int most) {
        var value = body.path(name);
        var ids =
                value.valueStream()
                        .flatMap(id -> id.stringValueOpt().flatMap(UserId::parse).stream())
                        .toList();
        if (!value.isArray() || value.size() > most || ids.size() < value.size()) {
            refuse(name, "must be a list of at most %d ids of people".formatted(most));
            return Optional.empty();
        }
        return Optional.of(Set.copyOf(ids));
    }

    /** Whether the field is there, whatever it says. */
    public boolean has(String name) {
        return body.has(name);
    }

    private void refuse(String name, String rule) {
        refused.add(new Problem.Field(name, rule));
    }
}
