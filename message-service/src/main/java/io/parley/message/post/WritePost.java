package io.parley.message.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.message.web.Refusal;
import io.parley.model.post.PostAudience;
import io.parley.model.post.PostId;
import io.parley.model.post.PostState;
import io.parley.model.text.WrittenText;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an admin sends to make or replace a post. What may be left out keeps its value, or takes its
 * default in a new post.
 *
 * @param id only where the path does not name the post
 */
record WritePost(
        @Nullable PostId id,
        @Nullable String title,
        @Nullable String body,
        @Nullable PostAudience audience,
        @Nullable PostState state,
        @Nullable Instant publishAt,
        @Nullable Boolean pinned) {

    static final int MAX_TITLE = 200;
    static final int MAX_BODY_BYTES = 256 * 1024;

    /** The texts, checked; throws a refusal that names every wrong field. */
    Texted checked() {
        var wrong = new ArrayList<Problem.Field>();
        var name = WrittenText.name(title == null ? "" : title, MAX_TITLE);
        name.fault().ifPresent(rule -> wrong.add(new Problem.Field("title", rule)));
        var text = body == null ? "" : body;
        bodyFault(text).ifPresent(rule -> wrong.add(new Problem.Field("body", rule)));
        if (!wrong.isEmpty()) {
            throw new Refusal(Problem.of(ErrorCode.VALIDATION_FAILED, null).withFields(wrong));
        }
        return new Texted(name.kept().orElseThrow(), text);
    }

    private static Optional<String> bodyFault(String text) {
        return isTooLong(text)
                ? Optional.of("must have at most 256 KiB of UTF-8")
                : WrittenText.fault(text);
    }

    private static boolean isTooLong(String text) {
        return text.length() > MAX_BODY_BYTES || text.getBytes(UTF_8).length > MAX_BODY_BYTES;
    }

    /** Title and body that a post may have. */
    record Texted(String title, String body) {}
}
