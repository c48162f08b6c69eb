package io.parley.message.post;

import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.Role;
import io.parley.model.post.Post;
import io.parley.model.post.PostEvent;
import io.parley.model.post.PostEvents;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import io.parley.model.wire.JsonBudget;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The changes of posts for chat-service, which shows them to STOMP clients. */
@RestController
class PostEventsController {

    private final PostLog log;

    PostEventsController(PostLog log) {
        this.log = log;
    }

    @GetMapping(InternalApi.PREFIX + "/posts/events")
    PostEvents events(@RequestParam long after, @RequestParam @Nullable Integer limit) {
        if (after < 0) {
            throw Refusal.invalid("after", "must be 0 or more");
        }
        var head = log.head();
        var items =
                log.after(after, Page.limit(limit), JsonBudget.MAX_ITEM_BYTES).stream()
                        .map(PostEventsController::event)
                        .toList();
        return new PostEvents(items, log.oldest(), head);
    }

    private static PostEvent event(LoggedChange change) {
        var json = change.json();
        return new PostEvent(
                change.position(),
                change.at(),
                change.id(),
                change.version(),
                change.lateChangeFor(Role.USER),
                change.lateChangeFor(Role.ADMIN),
                json == null ? null : Json.MAPPER.readValue(json, Post.class));
    }
}
