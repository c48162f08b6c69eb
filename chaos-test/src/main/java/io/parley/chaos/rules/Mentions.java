package io.parley.chaos.rules;

import tools.jackson.databind.JsonNode;

/** Whom a text mentions, by the rules of the protocol and not by the services' code. */
final class Mentions {

    private static final int MOST = 50;

    private Mentions() {}

    /** Whether they are stretches of the text, one after the other. */
    static boolean areRight(JsonNode data) {
        var mentions = data.path("mentions");
        if (mentions.isMissingNode()) {
            return true;
        }
        var text = data.path("text").stringValue("");
        long end = 0;
        for (var mention : mentions) {
            long at = mention.path("at").asLong(-1);
            long next = at + mention.path("length").asLong(0);
            if (at < end || next <= at || next > text.length() || !isOfSomeone(mention)) {
                return false;
            }
            if (splits(text, at) || splits(text, next)) {
                return false;
            }
            end = next;
        }
        return mentions.isArray() && mentions.size() <= MOST;
    }

    private static boolean isOfSomeone(JsonNode mention) {
        return switch (mention.path("kind").stringValue("")) {
            case "user" -> LogContent.Reader.isUuid(mention, "userId");
            case "room", "admins" -> !mention.has("userId");
            default -> false;
        };
    }

    private static boolean splits(String text, long at) {
        int place = (int) at;
        return place > 0
                && place < text.length()
                && Character.isHighSurrogate(text.charAt(place - 1))
                && Character.isLowSurrogate(text.charAt(place));
    }

    /** All that makes two lists of them differ. */
    static String word(JsonNode data) {
        var word = new StringBuilder();
        for (var mention : data.path("mentions")) {
            word.append(mention.path("kind").stringValue(""))
                    .append(mention.path("userId").stringValue(""))
                    .append('@')
                    .append(mention.path("at").asLong())
                    .append('+')
                    .append(mention.path("length").asLong());
        }
        return word.toString();
    }

    /** Whether what {@link #word} says is about the person. */
    static boolean mean(String word, String person, boolean isAdmin) {
        return word.contains("user" + person)
                || word.contains("room@")
                || (isAdmin && word.contains("admins@"));
    }
}
