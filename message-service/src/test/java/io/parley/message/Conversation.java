package io.parley.message;

import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.model.event.EventType;
import io.parley.model.event.Mention;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A room's conversation as records of the log, in which people change what was said. */
public final class Conversation {

    public static final Actor ADA = actor("Ada", Role.ADMIN);
    public static final Actor BEN = actor("Ben", Role.USER);
    public static final Actor CLEO = actor("Cleo", Role.USER);

    /** A mention of Ben by the first four characters of a text. */
    public static final List<Mention> AT_BEN =
            List.of(new Mention(Mention.Kind.USER, BEN.id(), 0, 4));

    /** A mention of all by the first four characters of a text. */
    public static final List<Mention> AT_ALL = List.of(new Mention(Mention.Kind.ROOM, null, 0, 4));

    private static final List<Actor> PEOPLE = List.of(ADA, BEN, CLEO);
    private static final List<String> EMOJI = List.of("👍", "❤️", "🎉");

    private final RoomId room;
    private final List<LogRecord> records = new ArrayList<>();
    private long first = 1;

    public Conversation(RoomId room) {
        this.room = room;
    }

    /** What is said after another conversation of the room, with its numbers going on. */
    public Conversation(Conversation before) {
        this(before.room);
        first = before.first + before.records.size();
    }

    /** What is said from that seq on. */
    public Conversation(RoomId room, long first) {
        this(room);
        this.first = first;
    }

    /** So many records, most of them changes; many name what is not there or not theirs. */
    public static Conversation random(RoomId room, Random random, int size) {
        var conversation = new Conversation(room);
        for (var n = 1; n <= size; n++) {
            var by = PEOPLE.get(random.nextInt(PEOPLE.size()));
            var target = 1 + random.nextInt(Math.min(size, n + 2));
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> conversation.says(by, "words " + n);
                case 3, 4 ->
                        conversation.edits(
                                by, target, "other words " + n, random.nextBoolean() ? null : 1);
                case 5 -> conversation.deletes(by, target);
                case 10, 11 -> conversation.threads(by, target, "@Ben words " + n, AT_BEN);
                case 12 -> conversation.rewords(by, target, "@Ben other words " + n, AT_BEN);
                case 13 -> conversation.rewords(by, target, "@all words " + n, AT_ALL);
                case 6 ->
                        conversation.reacts(
                                by,
                                target,
                                EMOJI.get(random.nextInt(EMOJI.size())),
                                random.nextBoolean() ? Op.ADD : Op.REMOVE);
                case 7, 8 -> conversation.pins(by, target, random.nextInt(3) > 0);
                default -> conversation.deletesUnderAWrongId(by, target);
            }
        }
        return conversation;
    }

    public Conversation says(Actor by, String text) {
        return add(by, EventType.MESSAGE_CREATED, new EventData.MessageCreated(text, null, null));
    }

    public Conversation mentions(Actor by, String text, List<Mention> mentions) {
        return add(
                by,
                EventType.MESSAGE_CREATED,
                new EventData.MessageCreated(text, null, null, null, mentions));
    }

    /** In the thread of the message of that seq. */
    public Conversation threads(Actor by, long root, String text, List<Mention> mentions) {
        return add(
                by,
                EventType.MESSAGE_CREATED,
                new EventData.MessageCreated(text, null, null, root, mentions));
    }

    /** An edit with the mentions of the new text. */
    public Conversation rewords(Actor by, long seq, String text, List<Mention> mentions) {
        var data = new EventData.MessageEdited(ref(seq), text, mentions, null);
        return add(by, EventType.MESSAGE_EDITED, data);
    }

    public Conversation edits(Actor by, long seq, String text, @Nullable Integer ifVersion) {
        var data = new EventData.MessageEdited(ref(seq), text, ifVersion);
        return add(by, EventType.MESSAGE_EDITED, data);
    }

    public Conversation deletes(Actor by, long seq) {
        return add(by, EventType.MESSAGE_DELETED, new EventData.MessageDeleted(ref(seq), null));
    }

    public Conversation reacts(Actor by, long seq, String emoji, Op op) {
        var reaction = new EventData.Reaction(by.id(), by.name(), emoji, op);
        var data = new EventData.ReactionChanged(ref(seq), List.of(reaction));
        return add(by, EventType.REACTION_CHANGED, data);
    }

    public Conversation pins(Actor by, long seq, boolean isPinned) {
        var type = isPinned ? EventType.MESSAGE_PINNED : EventType.MESSAGE_UNPINNED;
        return add(by, type, new EventData.PinChanged(ref(seq)));
    }

    private void deletesUnderAWrongId(Actor by, long seq) {
        var wrong = new MessageRef(seq, ref(seq + 1).messageId());
        add(by, EventType.MESSAGE_DELETED, new EventData.MessageDeleted(wrong, null));
    }

    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    /** As they are numbered where this is all that the room's log holds. */
    public List<RoomEvent> events(Instant at) {
        var events = new ArrayList<RoomEvent>();
        for (var log : records) {
            events.add(
                    new RoomEvent(
                            log.type(),
                            room,
                            events.size() + 1L,
                            at,
                            log.actor(),
                            log.id(),
                            log.clientMsgId(),
                            log.data()));
        }
        return events;
    }

    /** The message of that seq, also of one that is not there yet. */
    public MessageRef ref(long seq) {
        return new MessageRef(seq, id(seq));
    }

    private MessageId id(long seq) {
        return MessageId.of(room, ADA.id(), "c-" + seq);
    }

    private Conversation add(Actor by, EventType type, EventData data) {
        var seq = first + records.size();
        records.add(new LogRecord(id(seq), room, by, type, "c-" + seq, data, null));
        return this;
    }

    private static Actor actor(String name, Role role) {
        return new Actor(new UserId(UUID.randomUUID()), name, role);
    }
}
