package io.parley.chaos.client;

import io.parley.model.message.FoldedMessage;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a person does next in a room: says something, or changes what was said; now and then what is
 * not theirs to change, which must be refused.
 */
final class Habits {

    private static final String FILLER = "The quick brown fox jumps over the lazy dog. ".repeat(8);
    private static final String DELETE = "delete";
    private static final int SHORTEST = 20;
    private static final List<String> EMOJI = List.of("👍", "❤️", "😀", "🎉", "👩‍💻", "🏳️‍🌈");
    private static final double ANSWERS = 0.15;
    private static final double IN_THREADS = 0.15;
    private static final double MENTIONS = 0.1;

    private final RandomGenerator random;
    private final double changing;
    private final Supplier<String> userId;
    private final boolean isAdmin;

    /**
     * @param changing the share of what is no new message
     * @param userId of the person; known once they have signed in
     */
    Habits(RandomGenerator random, double changing, Supplier<String> userId, boolean isAdmin) {
        this.random = random;
        this.changing = changing;
        this.userId = userId;
        this.isAdmin = isAdmin;
    }

    /**
     * What a client asks for in a room.
     *
     * @param verb the last part of the destination
     * @param fields of the body in JSON, beside the client message id
     * @param target the seq of the message that it is about; 0 for a new one
     */
    record Deed(String verb, String fields, long target) {

        boolean isDeletion() {
            return verb.equals(DELETE);
        }
    }

    Deed next(Timeline timeline) {
        if (random.nextDouble() >= changing) {
            return say(timeline.alive());
        }
        var messages = timeline.alive();
        var own = messages.stream().filter(this::isOwn).toList();
        var others = messages.stream().filter(message -> !isOwn(message)).toList();
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> react(messages);
            case 7, 8, 9, 10, 11 -> edit(own);
            case 12, 13, 14 -> delete(own);
            case 15 -> edit(others);
            case 16, 17 -> delete(others);
            default -> pin(messages);
        };
    }

    private boolean isOwn(FoldedMessage message) {
        return message.actor().id().toString().equals(userId.get());
    }

    private Deed say(List<FoldedMessage> messages) {
        var reply = isNext(ANSWERS, messages) ? reply(any(messages)) : "";
        var thread = isNext(IN_THREADS, messages) ? thread(any(messages)) : "";
        return new Deed("send", words("", messages) + reply + thread, 0);
    }

    private boolean isNext(double share, List<FoldedMessage> messages) {
        return !messages.isEmpty() && random.nextDouble() < share;
    }

    private String reply(FoldedMessage answered) {
        return random.nextBoolean()
                ? ",\"replySeq\":" + answered.seq()
                : ",\"replyTo\":\"%s\"".formatted(answered.messageId().value());
    }

    /** Goes on in the thread of a message; begins one where it is in none. */
    private static String thread(FoldedMessage message) {
        var root = message.threadRoot() == null ? message.seq() : message.threadRoot();
        return ",\"threadRoot\":" + root;
    }

    /** A text, now and then one that mentions the admins or somebody who has written here. */
    private String words(String begin, List<FoldedMessage> messages) {
        if (!isNext(MENTIONS, messages)) {
            return text(begin);
        }
        var name = "@somebody";
        var kind =
                random.nextInt(3) == 0
                        ? "\"admins\""
                        : "\"user\",\"userId\":\"%s\"".formatted(any(messages).actor().id());
        return "%s,\"mentions\":[{\"kind\":%s,\"at\":%d,\"length\":%d}]"
                .formatted(text(begin + name + " "), kind, begin.length(), name.length());
    }

    private Deed react(List<FoldedMessage> messages) {
        if (messages.isEmpty()) {
            return say(messages);
        }
        var emoji = EMOJI.get(random.nextInt(EMOJI.size()));
        var op = random.nextInt(3) == 0 ? "remove" : "add";
        return about(
                any(messages), "react", ",\"emoji\":\"%s\",\"op\":\"%s\"".formatted(emoji, op));
    }

    private Deed edit(List<FoldedMessage> messages) {
        if (messages.isEmpty()) {
            return say(messages);
        }
        var message = any(messages);
        var ifVersion = random.nextBoolean() ? ",\"ifVersion\":" + message.version() : "";
        return about(message, "edit", "," + words("Rather: ", messages) + ifVersion);
    }

    private Deed delete(List<FoldedMessage> messages) {
        if (messages.isEmpty()) {
            return say(messages);
        }
        var reason = isAdmin ? ",\"reason\":\"Not here.\"" : "";
        return about(any(messages), DELETE, reason);
    }

    private Deed pin(List<FoldedMessage> messages) {
        var pinned = messages.stream().filter(message -> message.pinned() != null).toList();
        if (!pinned.isEmpty() && random.nextBoolean()) {
            return about(any(pinned), "unpin", "");
        }
        return messages.isEmpty() ? say(messages) : about(any(messages), "pin", "");
    }

    private static Deed about(FoldedMessage message, String verb, String more) {
        return new Deed(verb, "\"seq\":%d%s".formatted(message.seq(), more), message.seq());
    }

    private String text(String begin) {
        var rest = FILLER.substring(0, SHORTEST + random.nextInt(FILLER.length() - SHORTEST));
        return "\"text\":\"%s%s%d\"".formatted(begin, rest, random.nextInt(1_000));
    }

    /** More likely one of the newest, about which people race. */
    private FoldedMessage any(List<FoldedMessage> messages) {
        double share = random.nextDouble();
        return messages.get(messages.size() - 1 - (int) (share * share * messages.size()));
    }
}
