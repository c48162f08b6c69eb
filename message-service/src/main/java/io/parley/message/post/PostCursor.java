package io.parley.message.post;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.parley.message.web.Refusal;
import io.parley.model.post.Post;
import io.parley.model.post.PostId;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a page of posts ended, in an opaque text. */
record PostCursor(boolean pinned, Instant sortAt, PostId id) {

    private static final Pattern FORM = Pattern.compile("([01])\\.(\\d{1,14})\\.([0-9a-f-]{36})");

    static PostCursor after(Post post) {
        var sortAt = Optional.ofNullable(post.publishedAt()).orElse(post.createdAt());
        return new PostCursor(post.pinned(), sortAt, post.id());
    }

    /** Throws a refusal for anything that {@link #text} did not make. */
    static PostCursor read(String text) {
        try {
            var form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), ISO_8859_1));
            if (form.matches()) {
                return new PostCursor(
                        form.group(1).equals("1"),
                        Instant.ofEpochMilli(Long.parseLong(form.group(2))),
                        PostId.of(form.group(3)));
            }
        } catch (IllegalArgumentException notOurs) {
            // refused below, as everything else that is not ours
        }
        throw Refusal.invalid("cursor", "is none that a page of posts gave");
    }

    String text() {
        var plain = (pinned ? "1." : "0.") + sortAt.toEpochMilli() + "." + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(ISO_8859_1));
    }
}
