package io.parley.message.post;

import io.parley.message.access.Caller;
import io.parley.message.web.IdempotencyKeys;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.post.Post;
import io.parley.model.post.PostAudience;
import io.parley.model.post.PostId;
import io.parley.model.post.PostState;
import io.parley.model.wire.ErrorCode;
import io.parley.service.VersionTag;
import io.parley.service.web.Locations;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Posts over REST. What a person may not see is not there for him. */
@RestController
@RequestMapping("/posts")
class PostController {

    private final Posts posts;
    private final PostList list;
    private final PostLog log;
    private final EditPosts edit;

    PostController(Posts posts, PostList list, PostLog log, EditPosts edit) {
        this.posts = posts;
        this.list = list;
        this.log = log;
        this.edit = edit;
    }

    @GetMapping
    Listing list(
            Caller caller,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String audience,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        // read first: what changes while the list is read comes to a follower once more, not never
        var position = log.head();
        var page =
                list.page(
                        caller.role(),
                        named("state", state, PostState::fromWire),
                        named("audience", audience, PostAudience::fromWire),
                        cursor,
                        Page.limit(limit));
        return new Listing(page.items(), page.next(), position);
    }

    @GetMapping("/{id}")
    ResponseEntity<Post> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable String ifNoneMatch) {
        var post =
                posts.find(id(id))
                        .filter(found -> found.isVisibleTo(caller.role()))
                        .orElseThrow(PostController::notFound);
        if (VersionTag.isHeld(ifNoneMatch, post.version())) {
            return ResponseEntity.status(304).eTag(VersionTag.of(post.version())).build();
        }
        return answer(ResponseEntity.ok(), post);
    }

    @PostMapping
    ResponseEntity<Post> create(
            Caller caller,
            @RequestBody WritePost request,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key) {
        var post = edit.create(caller, request, key);
        return answer(ResponseEntity.created(Locations.of("/posts/" + post.id())), post);
    }

    @PutMapping("/{id}")
    ResponseEntity<Post> replace(
            Caller caller,
            @PathVariable String id,
            @RequestBody WritePost request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        if (request.id() != null && !request.id().toString().equals(id)) {
            throw Refusal.invalid("id", "differs from the one in the path");
        }
        return answer(ResponseEntity.ok(), edit.replace(caller, id(id), request, ifMatch));
    }

    @PutMapping
    ResponseEntity<Post> replace(
            Caller caller,
            @RequestBody WritePost request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        var id = request.id();
        if (id == null) {
            throw Refusal.invalid("id", "is missing");
        }
        return answer(ResponseEntity.ok(), edit.replace(caller, id, request, ifMatch));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        edit.delete(caller, id(id), ifMatch);
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<Post> answer(ResponseEntity.BodyBuilder answer, Post post) {
        return answer.eTag(VersionTag.of(post.version())).body(post);
    }

    private static PostId id(String text) {
        return PostId.parse(text).orElseThrow(PostController::notFound);
    }

    private static <T> @Nullable T named(
            String name, @Nullable String value, Function<String, T> reader) {
        try {
            return Optional.ofNullable(value).map(reader).orElse(null);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.invalid(name, "is unknown");
        }
    }

    private static Refusal notFound() {
        return Refusal.of(ErrorCode.POST_NOT_FOUND);
    }

    /**
     * A page of posts.
     *
     * @param position from where to follow so that nothing is missed after this page
     */
    record Listing(List<Post> items, @Nullable String next, long position) {}
}
