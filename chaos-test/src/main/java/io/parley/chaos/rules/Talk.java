package io.parley.chaos.rules;

import static java.util.Objects.requireNonNull;

import io.parley.chaos.client.ContentHash;
import io.parley.chaos.client.MessageState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a room's events make of its messages, once more: written from the rules of the protocol and
 * not from the services' fold, so that a mistake in theirs is not repeated here.
 */
public final class Talk {

    private static final int MOST_EMOJI = 50;
    private static final int MOST_EMOJI_OF_ONE = 20;
    private static final int MOST_REACTIONS = 2_000;
    private static final int MOST_VERSIONS = 100;

    private final Map<Long, Message> messages = new HashMap<>();

    /** Edits, whether they count or not, with the seq of the message. */
    private final Map<Long, Long> edits = new HashMap<>();

    /** When people came in last. */
    private final Map<String, Long> joined = new HashMap<>();

    /** Deletions that count. */
    private final Set<Long> deletions = new HashSet<>();

    /** A message as it is now. */
    private static final class Message {
        final String id;
        final String author;
        final @Nullable String replyTo;
        final @Nullable Long replySeq;
        final @Nullable Long threadRoot;
        String text;
        String mentions;
        int version = 1;
        @Nullable Long edited;
        @Nullable Long pinned;
        @Nullable Long deleted;
        @Nullable String reason;
        long lastChange;

        /** People by emoji, both in the order in which they came. */
        final LinkedHashMap<String, LinkedHashSet<String>> reactions = new LinkedHashMap<>(0);

        Message(long seq, LogContent.Message event) {
            this.id = event.id();
            this.author = event.author();
            this.text = ContentHash.of(event.data().path("text").asString());
            this.replyTo = event.data().path("replyTo").asString(null);
            this.replySeq =
                    event.data().has("replySeq") ? event.data().get("replySeq").asLong() : null;
            this.threadRoot =
                    event.data().has("threadRoot") ? event.data().get("threadRoot").asLong() : null;
            this.mentions = Mentions.word(event.data());
            this.lastChange = seq;
        }
    }

    /** Takes the events of the room in the order of their seqs. Says what is wrong with it. */
    public @Nullable String add(long seq, LogContent.Message event) {
        if (event.type().equals("message.created")) {
            var said = new Message(seq, event);
            messages.put(seq, said);
            return isOfOneThread(said) ? null : "belongs to what is no root of a thread";
        }
        if (event.type().equals("member.joined")) {
            joined.put(event.data().path("userId").asString(), seq);
        }
        var target = event.data().path("target");
        if (!target.isObject()) {
            return null;
        }
        long about = target.path("seq").asLong();
        if (event.type().equals("message.edited")) {
            edits.put(seq, about);
        }
        var message = messages.get(about);
        if (message == null || !message.id.equals(target.path("messageId").asString())) {
            return "is about a message that is not there";
        }
        if (message.deleted == null) {
            change(message, seq, event);
        }
        return isAllowed(message, event) ? null : "is not for " + event.author() + " to do";
    }

    /** A thread has no threads. */
    private boolean isOfOneThread(Message message) {
        var root = message.threadRoot == null ? null : messages.get(message.threadRoot);
        return message.threadRoot == null || (root != null && root.threadRoot == null);
    }

    /** In the rooms of a run only admins may pin, and only authors and admins delete. */
    private static boolean isAllowed(Message message, LogContent.Message event) {
        boolean isOwn = message.author.equals(event.author());
        return switch (event.type()) {
            case "message.edited" -> isOwn;
            case "message.deleted" -> isOwn || event.isByAdmin();
            case "message.pinned", "message.unpinned" -> event.isByAdmin();
            default ->
                    event.data().path("changes").values().stream()
                            .allMatch(c -> c.path("userId").asString().equals(event.author()));
        };
    }

    private void change(Message message, long seq, LogContent.Message event) {
        boolean hasChanged =
                switch (event.type()) {
                    case "message.edited" -> edit(message, seq, event);
                    case "message.deleted" -> delete(message, seq, event);
                    case "reaction.changed" -> react(message, event.data().path("changes"));
                    case "message.pinned" -> pin(message, seq);
                    default -> pin(message, null);
                };
        if (hasChanged) {
            message.lastChange = seq;
        }
    }

    private static boolean edit(Message message, long seq, LogContent.Message event) {
        var text = ContentHash.of(event.data().path("text").asString());
        var mentions = Mentions.word(event.data());
        int seen = event.data().path("ifVersion").asInt(message.version);
        if (!message.author.equals(event.author())
                || seen != message.version
                || (text.equals(message.text) && mentions.equals(message.mentions))
                || message.version == MOST_VERSIONS) {
            return false;
        }
        message.text = text;
        message.mentions = mentions;
        message.version++;
        message.edited = seq;
        return true;
    }

    private boolean delete(Message message, long seq, LogContent.Message event) {
        if (!message.author.equals(event.author()) && !event.isByAdmin()) {
            return false;
        }
        message.deleted = seq;
        var reason = event.data().path("reason").asString(null);
        message.reason = reason == null ? null : ContentHash.of(reason);
        message.reactions.clear();
        deletions.add(seq);
        return true;
    }

    private static boolean react(Message message, JsonNode changes) {
        for (var change : changes) {
            var emoji = change.path("emoji").asString();
            var person = change.path("userId").asString();
            if (change.path("op").asString().equals("remove")) {
                remove(message, emoji, person);
            } else if (hasRoom(message, emoji, person)) {
                message.reactions.computeIfAbsent(emoji, _ -> new LinkedHashSet<>()).add(person);
            }
        }
        return true;
    }

    private static void remove(Message message, String emoji, String person) {
        message.reactions.computeIfPresent(
                emoji,
                (_, people) -> {
                    people.remove(person);
                    return people.isEmpty() ? null : people;
                });
    }

    private static boolean hasRoom(Message message, String emoji, String person) {
        var all = message.reactions;
        return (all.containsKey(emoji) || all.size() < MOST_EMOJI)
                && all.values().stream().filter(people -> people.contains(person)).count()
                        < MOST_EMOJI_OF_ONE
                && all.values().stream().mapToInt(LinkedHashSet::size).sum() < MOST_REACTIONS;
    }

    private static boolean pin(Message message, @Nullable Long seq) {
        message.pinned = seq;
        return true;
    }

    /** What a message is now, as {@link MessageState} writes it; null where there is none. */
    public @Nullable String state(long seq) {
        var message = messages.get(seq);
        if (message == null) {
            return null;
        }
        return message.deleted != null
                ? MessageState.of(
                        message.id,
                        message.author,
                        null,
                        0,
                        null,
                        message.deleted,
                        message.reason,
                        null,
                        null,
                        message.threadRoot,
                        "",
                        null,
                        "")
                : MessageState.of(
                        message.id,
                        message.author,
                        message.text,
                        message.version,
                        message.edited,
                        null,
                        null,
                        message.replyTo,
                        message.replySeq,
                        message.threadRoot,
                        message.mentions,
                        message.pinned,
                        reactions(message));
    }

    private static String reactions(Message message) {
        List<String> all = new ArrayList<>();
        message.reactions.forEach(
                (emoji, people) -> all.add(emoji + ":" + String.join(",", people)));
        return String.join(";", all);
    }

    /** The last event that has changed a message; 0 where there is none. */
    public long lastChange(long seq) {
        var message = messages.get(seq);
        return message == null ? 0 : message.lastChange;
    }

    /** Whether an event has deleted a message. */
    public boolean isDeletion(long seq) {
        return deletions.contains(seq);
    }

    /** Whether an event has words: it is a message, or an edit of one. */
    public boolean hasWords(long seq) {
        return messages.containsKey(seq) || edits.containsKey(seq);
    }

    /** When the message whose words an event has was deleted. */
    public OptionalLong deletionOf(long seq) {
        var message = messages.get(edits.getOrDefault(seq, seq));
        return message == null || message.deleted == null
                ? OptionalLong.empty()
                : OptionalLong.of(message.deleted);
    }

    /** Whether these words were there when their message was deleted. */
    public boolean isDeletedLater(long seq) {
        return seq < deletionOf(seq).orElse(0);
    }

    /** Roots with the newest message of their thread that is not deleted; 0 where none is left. */
    public Map<Long, Long> threads() {
        var threads = new HashMap<Long, Long>();
        messages.forEach(
                (seq, message) -> {
                    if (message.threadRoot != null) {
                        threads.merge(
                                message.threadRoot, message.deleted == null ? seq : 0, Math::max);
                    }
                });
        return threads;
    }

    /** When people came in last, by the seq of that. */
    public Map<String, Long> joined() {
        return joined;
    }

    /** Others' messages after a mark that are there, counted one by one. */
    public long unread(String person, long after) {
        return messages.entrySet().stream()
                .filter(one -> isUnread(one.getKey(), one.getValue(), person, after))
                .count();
    }

    /** Those of them that mention the person. */
    public long mentions(String person, boolean isAdmin, long after) {
        return messages.entrySet().stream()
                .filter(one -> isUnread(one.getKey(), one.getValue(), person, after))
                .filter(one -> Mentions.mean(one.getValue().mentions, person, isAdmin))
                .count();
    }

    private static boolean isUnread(long seq, Message message, String person, long after) {
        return seq > after && message.deleted == null && !message.author.equals(person);
    }

    /** The hash of an event with words whose message is deleted, as it is without them. */
    public long redacted(long seq) {
        var data = JsonNodeFactory.instance.objectNode();
        var edited = edits.get(seq);
        if (edited == null) {
            var message = messages.get(seq);
            if (message != null && message.threadRoot != null) {
                data.put("threadRoot", message.threadRoot);
            }
            return ContentHash.of("message.created", data);
        }
        data.putObject("target")
                .put("seq", edited)
                .put("messageId", requireNonNull(messages.get(edited)).id);
        return ContentHash.of("message.edited", data);
    }
}
