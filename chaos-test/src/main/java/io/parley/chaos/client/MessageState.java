package io.parley.chaos.client;

import io.parley.model.event.Mention;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.FoldedMessage.EmojiCount;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a message has become, as one word: clients and the checker, which fold each in their own
 * way, must come to the same one. Words and names are left out or hashed.
 */
public final class MessageState {

    /** Separates the parts; absent ones are empty. */
    private static final String SEPARATOR = "|";

    private MessageState() {}

    /** As a client has folded it. */
    public static String of(FoldedMessage message) {
        var edited = message.edited();
        var deleted = message.deleted();
        var pinned = message.pinned();
        return of(
                message.messageId().value(),
                message.actor().id().toString(),
                message.text() == null ? null : ContentHash.of(message.text()),
                message.version(),
                edited == null ? null : edited.seq(),
                deleted == null ? null : deleted.seq(),
                deleted == null || deleted.reason() == null
                        ? null
                        : ContentHash.of(deleted.reason()),
                message.replyTo() == null ? null : message.replyTo().value(),
                message.replySeq(),
                message.threadRoot(),
                message.mentions() == null ? "" : mentions(message.mentions()),
                pinned == null ? null : pinned.seq(),
                message.reactions() == null ? "" : reactions(message.reactions()));
    }

    /** Of its parts. */
    public static String of(@Nullable Object... parts) {
        var word = new StringBuilder();
        for (var part : parts) {
            word.append(part == null ? "" : part).append(SEPARATOR);
        }
        return word.toString();
    }

    private static String mentions(List<Mention> mentions) {
        return mentions.stream()
                .map(
                        one ->
                                one.kind().name().toLowerCase(Locale.ROOT)
                                        + (one.userId() == null ? "" : one.userId())
                                        + "@"
                                        + one.at()
                                        + "+"
                                        + one.length())
                .collect(Collectors.joining());
    }

    private static String reactions(List<EmojiCount> reactions) {
        return reactions.stream()
                .map(
                        emoji ->
                                emoji.people().stream()
                                        .map(person -> person.userId().toString())
                                        .collect(Collectors.joining(",", emoji.emoji() + ":", "")))
                .collect(Collectors.joining(";"));
    }
}
