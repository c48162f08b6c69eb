package io.parley.chat.live;

import io.parley.chat.command.CommandFields;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That somebody types, or does no more, as their client says.
 *
 * @param threadRoot the message on which the thread hangs in which they type
 */
public record TypingRequest(boolean isTyping, @Nullable Long threadRoot) {

    private static final Map<String, Boolean> STATES = Map.of("start", true, "stop", false);

    /** Out of a body; empty only where a field is refused. */
    public static Optional<TypingRequest> of(CommandFields fields) {
        var threadRoot = fields.threadRoot();
        return fields.oneOf("state", STATES)
                .map(isTyping -> new TypingRequest(isTyping, threadRoot.orElse(null)));
    }
}
