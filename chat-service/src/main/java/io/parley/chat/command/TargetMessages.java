package io.parley.chat.command;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.parley.chat.link.MessageService;
import io.parley.chat.link.RedisLink;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventJson;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.RedisKeys;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.ReplyTo;
import io.parley.model.message.RoomCommand;
import io.parley.model.message.TargetMessage;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * The messages that commands are about: the newest from the room's stream, which begins anew at a
 * deletion, so that what it holds is not deleted; others from message-service. Blocks.
 */
@Component
class TargetMessages {

    private static final int REDIS_TIMEOUT_SECONDS = 2;

    private final RedisLink redis;
    private final MessageService messages;
    private final LookUps lookUps;

    TargetMessages(RedisLink redis, MessageService messages, LookUps lookUps) {
        this.redis = redis;
        this.messages = messages;
        this.lookUps = lookUps;
    }

    /**
     * A command that can become an event.
     *
     * @param data of the event
     * @param target the message that it is about, as far as it is about one that is known
     * @param root the message whose thread it belongs to
     */
    record Prepared(
            EventData.Sent data, Optional<TargetMessage> target, Optional<TargetMessage> root) {

        /** Whether it needs a message that is deleted. */
        boolean isOnDeleted() {
            return Stream.of(target, root)
                    .flatMap(Optional::stream)
                    .anyMatch(TargetMessage::isDeleted);
        }
    }

    /**
     * The event that a command becomes; empty where the room has no such message.
     *
     * @throws ServiceUnavailableException where the message cannot be looked up
     */
    Optional<Prepared> prepare(Actor from, RoomId room, RoomCommand command) {
        return switch (command) {
            case RoomCommand.Change change ->
                    find(room, change.seq())
                            .map(
                                    target ->
                                            new Prepared(
                                                    change.event(target.ref(), from),
                                                    Optional.of(target),
                                                    Optional.empty()));
            case RoomCommand.Post post -> prepare(room, post, post.threadRoot());
        };
    }

    private Optional<Prepared> prepare(
            RoomId room, RoomCommand.Post post, @Nullable Long threadRoot) {
        return threadRoot == null
                ? answering(room, post, Optional.empty())
                : find(room, threadRoot).flatMap(root -> answering(room, post, Optional.of(root)));
    }

    private Optional<Prepared> answering(
            RoomId room, RoomCommand.Post post, Optional<TargetMessage> root) {
        return switch (post.replyTo()) {
            case null -> Optional.of(new Prepared(post.event(null), Optional.empty(), root));
            case ReplyTo.BySeq(long seq) ->
                    find(room, seq).map(answered -> prepared(post, answered, root));
            case ReplyTo.ById(MessageId id) -> byId(room, id, post, root);
        };
    }

    /** Clients of the first releases answer in this way, also while message-service is away. */
    private Optional<Prepared> byId(
            RoomId room, MessageId id, RoomCommand.Post post, Optional<TargetMessage> root) {
        try {
            return lookUps.ask(() -> messages.message(room, id))
                    .flatMap(TargetMessages::created)
                    .map(answered -> prepared(post, answered, root));
        } catch (ServiceUnavailableException away) {
            var unchecked =
                    new EventData.MessageCreated(
                            post.text(), id, null, post.threadRoot(), post.mentions());
            return Optional.of(new Prepared(unchecked, Optional.empty(), root));
        }
    }

    private static Prepared prepared(
            RoomCommand.Post post, TargetMessage answered, Optional<TargetMessage> root) {
        return new Prepared(post.event(answered.ref()), Optional.of(answered), root);
    }

    private Optional<TargetMessage> find(RoomId room, long seq) {
        return hot(room, seq)
                .or(
                        () ->
                                lookUps.ask(() -> messages.message(room, seq))
                                        .map(TargetMessages::target));
    }

    private Optional<TargetMessage> hot(RoomId room, long seq) {
        if (!redis.isAnswering()) {
            return Optional.empty();
        }
        var entry = RedisKeys.entry(seq);
        try {
            return redis
                    .async()
                    .xrange(RedisKeys.stream(room), Range.create(entry, entry), Limit.from(1))
                    .toCompletableFuture()
                    .get(REDIS_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .stream()
                    .findFirst()
                    .map(TargetMessages::event)
                    .flatMap(TargetMessages::created);
        } catch (ExecutionException | TimeoutException | JacksonException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static RoomEvent event(StreamMessage<String, String> entry) {
        return EventJson.read(entry.getBody().getOrDefault(RedisKeys.EVENT, ""));
    }

    private static Optional<TargetMessage> created(RoomEvent event) {
        return Optional.of(event)
                .filter(any -> any.type() == EventType.MESSAGE_CREATED)
                .map(
                        created ->
                                new TargetMessage(
                                        new MessageRef(created.seq(), created.messageId()),
                                        created.actor().id(),
                                        created.at(),
                                        created.data() instanceof EventData.Redacted,
                                        created.threadRoot().isPresent()));
    }

    private static TargetMessage target(FoldedMessage message) {
        return new TargetMessage(
                new MessageRef(message.seq(), message.messageId()),
                message.actor().id(),
                message.at(),
                message.deleted() != null,
                message.threadRoot() != null);
    }
}
