package io.parley.kafka.applied;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change counts everywhere by now.
 *
 * @param pending where it may not count yet; absent where it does
 */
public record Applied(boolean applied, @Nullable List<String> pending) {

    static Applied by(List<String> pending) {
        return pending.isEmpty() ? new Applied(true, null) : new Applied(false, pending);
    }
}
