package io.parley.system;

import org.junit.jupiter.api.DynamicTest;

/**
 * One attack and what must come of it.
 *
 * @param name what is tried, unique in the corpus
 */
public record HostileCase(String name, Attack attack) {

    /** Tries it, and fails if the answer is another one than it must be. */
    public interface Attack {
        void on(HostileTarget target);
    }

    DynamicTest against(HostileTarget target) {
        return DynamicTest.dynamicTest(name, () -> attack.on(target));
    }
}
