package io.parley.model.wire;

import java.util.List;

/**
 * Room for the items of one answer, in bytes of JSON. A list ends where its next item would not
 * fit, however many were asked for; the reader goes on from there.
 */
public final class JsonBudget {

    /** What an answer with a list has at most, unless a single item is larger. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** The same without what stands around the items. */
    public static final int MAX_ITEM_BYTES = MAX_BYTES - 1024;

    private final int bytes;
    private int used;
    private boolean isFull;

    private JsonBudget(int bytes) {
        this.bytes = bytes;
    }

    /** For the one list of an answer. */
    public static JsonBudget ofAnswer() {
        return new JsonBudget(MAX_ITEM_BYTES);
    }

    /** For one of two lists that share an answer. */
    public static JsonBudget ofHalfAnswer() {
        return new JsonBudget(MAX_ITEM_BYTES / 2);
    }

    /** For a reader that takes a short list for the end: the number of items alone counts. */
    public static JsonBudget unlimited() {
        return new JsonBudget(Integer.MAX_VALUE);
    }

    /** The first of the items, as far as there is room. The very first one always has room. */
    public <T> List<T> take(List<T> items) {
        for (var taken = 0; taken < items.size(); taken++) {
            if (!fits(items.get(taken))) {
                return items.subList(0, taken);
            }
        }
        return items;
    }

    /** True once an item had no room: nothing may follow it. */
    public boolean isFull() {
        return isFull;
    }

    private boolean fits(Object item) {
        if (isFull) {
            return false;
        }
        var size = Json.MAPPER.writeValueAsBytes(item).length + 1;
        isFull = used > 0 && used + size > bytes;
        used += isFull ? 0 : size;
        return !isFull;
    }
}
