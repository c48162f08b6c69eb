package io.parley.message.support;

import io.parley.message.access.Caller;
import io.parley.message.room.QueueId;
import io.parley.message.room.RoomView;
import io.parley.message.room.RoomViews;
import io.parley.message.room.Rooms;
import io.parley.message.web.Page;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.wire.ErrorCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Support queues over REST. */
@RestController
@RequestMapping("/support/queues")
class QueueController {

    private static final Set<String> CLAIMED = Set.of("none", "me", "any");

    private final Queues queues;
    private final EditQueues edit;
    private final OpenSupport support;
    private final Rooms rooms;
    private final RoomViews views;

    QueueController(
            Queues queues, EditQueues edit, OpenSupport support, Rooms rooms, RoomViews views) {
        this.queues = queues;
        this.edit = edit;
        this.support = support;
        this.rooms = rooms;
        this.views = views;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Queue create(Caller caller, @Valid @RequestBody NewQueue wanted) {
        return edit.create(caller, wanted.name(), wanted.agents());
    }

    @PatchMapping("/{id}")
    Queue change(Caller caller, @PathVariable QueueId id, @Valid @RequestBody QueueChange wanted) {
        return edit.change(caller, id, wanted.name(), wanted.agents());
    }

    /** Everybody sees what there is to ask; only admins see who answers. */
    @GetMapping
    Page<Queue> list(
            Caller caller,
            @RequestParam(required = false) @Nullable QueueId cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var size = Page.limit(limit);
        var found = queues.page(cursor, size + 1);
        var isAdmin = MessagingPolicy.manageQueues(caller.role()) instanceof Decision.Allowed;
        return Page.of(isAdmin ? withAgents(found) : found, size, queue -> queue.id().toString());
    }

    private List<Queue> withAgents(List<Queue> found) {
        var agents = queues.agents(found.stream().map(Queue::id).toList());
        return found.stream()
                .map(
                        queue ->
                                new Queue(
                                        queue.id(),
                                        queue.name(),
                                        agents.getOrDefault(queue.id(), List.of())))
                .toList();
    }

    @PostMapping("/{id}/room")
    ResponseEntity<RoomView> open(Caller caller, @PathVariable QueueId id) {
        var opened = support.open(caller, id);
        return opened.made()
                ? views.created(opened.room(), caller)
                : views.shown(opened.room(), caller);
    }

    /** The rooms of a queue that the caller answers in, the newest first. */
    @GetMapping("/{id}/rooms")
    Page<RoomView> rooms(
            Caller caller,
            @PathVariable QueueId id,
            @RequestParam(defaultValue = "any") String claimed,
            @RequestParam(required = false) @Nullable RoomId cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        requireAgent(caller, id);
        if (!CLAIMED.contains(claimed)) {
            throw Refusal.invalid("claimed", "must be none, me or any");
        }
        var size = Page.limit(limit);
        var found = rooms.ofQueue(id, caller.id(), claimed, cursor, size + 1);
        return Page.of(views.listed(found, caller), size, room -> room.id().toString());
    }

    private void requireAgent(Caller caller, QueueId id) {
        if (MessagingPolicy.manageQueues(caller.role())
                instanceof Decision.Denied(ErrorCode code)) {
            throw Refusal.of(code);
        }
        if (queues.name(id).isEmpty()) {
            throw EditQueues.unknown();
        }
        if (!queues.isAgent(id, caller.id())) {
            throw Refusal.of(ErrorCode.POLICY_DENIED, "only the queue's agents see its rooms");
        }
    }

    /** A queue's name and those who answer, who must be admins. */
    record NewQueue(@Nullable String name, @NotNull List<@NotNull UserId> agents) {}

    /** What is absent stays as it is. */
    record QueueChange(@Nullable String name, @Nullable List<@NotNull UserId> agents) {}
}
