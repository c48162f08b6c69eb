package io.parley.model.message;

import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may be kept of a room's events: the words of a deleted message, and those of all edits that
 * name it, are gone, whether they came before the deletion or after it. A pure function of the
 * events in the order of their seqs; a message is deleted where {@link MessageFold} says so.
 */
public final class Redaction {

    private final List<RoomEvent> kept = new ArrayList<>();
    private final Map<Long, FoldedMessage> messages = new HashMap<>();

    /** Where in {@link #kept} the words of a message are, by its seq. */
    private final Map<Long, Set<Integer>> words = new HashMap<>();

    private Redaction() {}

    /** The events of a run, without the words that a deletion in it has taken. */
    public static List<RoomEvent> redact(List<RoomEvent> events) {
        var redaction = new Redaction();
        events.forEach(redaction::add);
        return List.copyOf(redaction.kept);
    }

    private void add(RoomEvent event) {
        var seq = event.target().map(target -> target.seq()).orElse(event.seq());
        var message = MessageFold.apply(messages.get(seq), event);
        if (message != null) {
            messages.put(seq, message);
        }
        if (event.type() == EventType.MESSAGE_CREATED || event.type() == EventType.MESSAGE_EDITED) {
            words.computeIfAbsent(seq, _ -> new HashSet<>()).add(kept.size());
        }
        kept.add(event);
        if (message != null && message.deleted() != null) {
            words.getOrDefault(seq, Set.of()).forEach(this::redact);
            words.remove(seq);
        }
    }

    private void redact(int place) {
        var event = kept.get(place);
        if (!(event.data() instanceof EventData.Redacted)) {
            kept.set(place, event.redacted());
        }
    }
}
