package io.parley.chat.heads;

import io.parley.model.UserId;
import io.parley.model.event.EventData;
import io.parley.model.event.Mention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new message, as far as it counts for people.
 *
 * @param mentioned by name
 * @param isForRoom whether it mentions everybody in the room
 * @param isForAdmins whether it mentions the admins there
 * @param isInThread whether it belongs to a thread
 */
public record HeadMessage(
        long seq,
        UserId author,
        List<UserId> mentioned,
        boolean isForRoom,
        boolean isForAdmins,
        boolean isInThread) {

    static HeadMessage of(long seq, UserId author, EventData.MessageCreated message) {
        var isInThread = message.threadRoot() != null;
        return message.mentions() == null
                ? new HeadMessage(seq, author, List.of(), false, false, isInThread)
                : new HeadMessage(
                        seq,
                        author,
                        named(message.mentions()),
                        has(message.mentions(), Mention.Kind.ROOM),
                        has(message.mentions(), Mention.Kind.ADMINS),
                        isInThread);
    }

    /** Whether it mentions anybody. */
    boolean mentionsAnybody() {
        return isForRoom || isForAdmins || !mentioned.isEmpty();
    }

    /** Whether it mentions that person. */
    public boolean mentions(UserId person, boolean isAdmin) {
        return isForRoom || (isForAdmins && isAdmin) || mentioned.contains(person);
    }

    private static List<UserId> named(List<Mention> mentions) {
        return mentions.stream()
                .<UserId>mapMulti(
                        (mention, each) -> {
                            var person = mention.userId();
                            if (person != null) {
                                each.accept(person);
                            }
                        })
                .distinct()
                .toList();
    }

    private static boolean has(List<Mention> mentions, Mention.Kind kind) {
        return mentions.stream().anyMatch(mention -> mention.kind() == kind);
    }

    /** The last fact of it on the wire. */
    String flags() {
        return (isForRoom ? "r" : "") + (isForAdmins ? "a" : "") + (isInThread ? "t" : "");
    }

    static HeadMessage of(long seq, UserId author, List<UserId> mentioned, @Nullable String flags) {
        var all = flags == null ? "" : flags;
        return new HeadMessage(
                seq, author, mentioned, all.contains("r"), all.contains("a"), all.contains("t"));
    }
}
