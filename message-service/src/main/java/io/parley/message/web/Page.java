package io.parley.message.web;

import io.parley.model.wire.JsonBudget;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next cursor of the next page, absent on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    /**
     * The first of these, as many as were asked for and as one answer holds.
     *
     * @param found one more than asked for where there are more
     * @param cursor what the page after an item begins with
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        var shown = JsonBudget.ofAnswer().take(found.subList(0, Math.min(limit, found.size())));
        return new Page<>(
                shown, shown.size() < found.size() ? cursor.apply(shown.getLast()) : null);
    }

    /** The page size asked for, within its bounds. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT_LIMIT;
        }
        if (asked < 1 || asked > MAX_LIMIT) {
            throw Refusal.invalid("limit", "must be 1 to " + MAX_LIMIT);
        }
        return asked;
    }
}
