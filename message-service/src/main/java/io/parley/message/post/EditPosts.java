package io.parley.message.post;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.parley.message.access.Caller;
import io.parley.message.web.IdempotencyKeys;
import io.parley.message.web.Refusal;
import io.parley.message.web.Versions;
import io.parley.model.post.Post;
import io.parley.model.post.PostAudience;
import io.parley.model.post.PostId;
import io.parley.model.wire.ErrorCode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What admins do with posts. Everything else is refused before anything is looked at. */
@Service
class EditPosts {

    private static final String SCOPE = "post";

    private final Posts posts;
    private final KeepPosts keeper;
    private final Markdown markdown;
    private final IdempotencyKeys keys;
    private final TransactionTemplate transaction;
    private final Announcer announcer;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    EditPosts(
            Posts posts,
            KeepPosts keeper,
            Markdown markdown,
            IdempotencyKeys keys,
            TransactionTemplate transaction,
            Announcer announcer) {
        this.posts = posts;
        this.keeper = keeper;
        this.markdown = markdown;
        this.keys = keys;
        this.transaction = transaction;
        this.announcer = announcer;
    }

    /** A new post, or the one that an earlier request with the same key has made. */
    Post create(Caller author, WritePost request, @Nullable String key) {
        requireAdmin(author);
        var now = announcer.now();
        var text = request.checked();
        var publication = Publication.first(request, now);
        var post =
                new Post(
                        new PostId(ids.generate()),
                        text.title(),
                        text.body(),
                        markdown.toHtml(text.body()),
                        author.asActor(),
                        publication.state(),
                        request.audience() == null ? PostAudience.EVERYBODY : request.audience(),
                        Boolean.TRUE.equals(request.pinned()),
                        publication.publishAt(),
                        publication.publishedAt(),
                        now,
                        now,
                        1);
        return committed(() -> insertOnce(author, request, key, post));
    }

    private Post insertOnce(Caller author, WritePost request, @Nullable String key, Post post) {
        var id = keys.claim(author.id(), SCOPE, key, request, post.id().toString());
        if (id.isPresent()) {
            return posts.find(PostId.of(id.get())).orElseThrow(EditPosts::isGone);
        }
        keeper.keep(author.asActor(), PostAudit.Action.CREATE, null, post);
        return post;
    }

    /** The post after the change; the same one where nothing differs. */
    Post replace(Caller editor, PostId id, WritePost request, @Nullable String ifMatch) {
        requireAdmin(editor);
        var text = request.checked();
        var html = markdown.toHtml(text.body());
        return committed(
                () -> {
                    var current = posts.lock(id).orElseThrow(EditPosts::notFound);
                    Versions.check(ifMatch, current.version());
                    var now = announcer.now();
                    var edited = edited(current, request, text, html, now);
                    if (!isSame(current, edited)) {
                        keeper.keep(editor.asActor(), PostAudit.Action.EDIT, current, edited);
                        return edited;
                    }
                    return current;
                });
    }

    void delete(Caller editor, PostId id, @Nullable String ifMatch) {
        requireAdmin(editor);
        committed(
                () -> {
                    var current = posts.lock(id).orElseThrow(EditPosts::notFound);
                    Versions.check(ifMatch, current.version());
                    keeper.delete(editor.asActor(), current, announcer.now());
                    return current;
                });
    }

    private Post committed(Supplier<Post> change) {
        var post = Objects.requireNonNull(transaction.execute(status -> change.get()));
        announcer.announce();
        return post;
    }

    private static Post edited(
            Post current, WritePost request, WritePost.Texted text, String html, Instant now) {
        var publication = Publication.next(request, current, now);
        return new Post(
                current.id(),
                text.title(),
                text.body(),
                html,
                current.author(),
                publication.state(),
                Optional.ofNullable(request.audience()).orElse(current.audience()),
                Optional.ofNullable(request.pinned()).orElse(current.pinned()),
                publication.publishAt(),
                publication.publishedAt(),
                current.createdAt(),
                now,
                current.version() + 1);
    }

    private static boolean isSame(Post current, Post edited) {
        return current.title().equals(edited.title())
                && current.body().equals(edited.body())
                && current.html().equals(edited.html())
                && current.state() == edited.state()
                && current.audience() == edited.audience()
                && current.pinned() == edited.pinned()
                && Objects.equals(current.publishAt(), edited.publishAt());
    }

    private static void requireAdmin(Caller caller) {
        if (!caller.isAdmin()) {
            throw Refusal.of(ErrorCode.ROLE_REQUIRED, "only admins write posts");
        }
    }

    private static Refusal notFound() {
        return Refusal.of(ErrorCode.POST_NOT_FOUND);
    }

    private static Refusal isGone() {
        return Refusal.of(ErrorCode.CONFLICT, "what was made with this key has been deleted");
    }
}
