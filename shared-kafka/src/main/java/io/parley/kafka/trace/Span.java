package io.parley.kafka.trace;

import io.parley.model.MessageId;
import java.time.Instant;

/**
 * One step of one message. All ids follow from the message's: nothing has to travel with it.
 *
 * @param where what tells this step from the same one elsewhere: a group or a pod; empty where
 *     there is only one
 * @param count of sessions that it was for; 0 where that says nothing
 */
record Span(Step step, MessageId message, String where, Instant from, Instant to, long count) {

    String id() {
        return id(step, message, where);
    }

    /** Empty for the first step. */
    String parentId() {
        var parent = step.parent();
        if (parent == null) {
            return "";
        }
        return id(parent, message, parent == Step.SEQUENCE ? where : "");
    }

    static String id(Step step, MessageId message, String where) {
        long mixed = Long.parseUnsignedLong(message.value(), 0, 16, 16);
        mixed ^= (step.label() + '/' + where).hashCode() * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return "%016x".formatted(mixed == 0 ? 1 : mixed);
    }
}
