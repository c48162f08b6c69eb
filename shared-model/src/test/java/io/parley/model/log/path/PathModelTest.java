package io.parley.model.log.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.log.path.PathModel.Rules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathModelTest {

    private static final int WALKS = 2_000;
    private static final int STEPS = 150;

    @Test
    void withOneMessageNoStateThatCanBeReachedBreaksAnInvariant() {
        var search = search(new PathModel(Rules.SOUND, "a"), Integer.MAX_VALUE);

        assertThat(search.trace()).isEmpty();
        assertThat(search.isExhausted()).isTrue();
        assertThat(search.states()).isGreaterThan(10_000);
    }

    @Test
    void withTwoMessagesNoneOfTheNearestStatesBreaksAnInvariant() {
        var search = search(new PathModel(Rules.SOUND, "ab"), 300_000);

        assertThat(search.trace()).isEmpty();
    }

    @Test
    void withFourMessagesNoLongWalkBreaksAnInvariant() {
        var model = new PathModel(Rules.SOUND, "abcd");
        var chance = new Random(20_261_122);

        for (var walk = 0; walk < WALKS; walk++) {
            var state = PathState.START;
            for (var step = 0; step < STEPS; step++) {
                var next = model.successors(state);
                state = next.get(chance.nextInt(next.size()));
                assertThat(state.violation())
                        .as("walk %d step %d: %s", walk, step, state)
                        .isEmpty();
            }
        }
    }

    /** A search that cannot find these would prove nothing by finding none above. */
    @ParameterizedTest
    @CsvSource({
        "NUMBERS_FROM_REDIS, ab, I2",
        "NO_COMPARE_AND_SET, a,  I2",
        "PUSH_BEFORE_ACK,    a,  I6",
    })
    void eachKnownMistakeIsFound(Rules rules, String messages, String invariant) {
        var search = search(new PathModel(rules, messages), 300_000);

        assertThat(search.trace()).isNotEmpty();
        assertThat(search.trace().getLast().violation())
                .hasValueSatisfying(text -> assertThat(text).startsWith(invariant));
    }

    private record Search(List<PathState> trace, int states, boolean isExhausted) {}

    /** Breadth first, so that a trace is a shortest one. */
    private static Search search(PathModel model, int maxStates) {
        var cameFrom = new HashMap<PathState, PathState>();
        var seen = new HashSet<PathState>(List.of(PathState.START));
        var queue = new ArrayDeque<PathState>(List.of(PathState.START));
        while (!queue.isEmpty() && seen.size() < maxStates) {
            var state = queue.removeFirst();
            for (var next : model.successors(state)) {
                if (!seen.add(next)) {
                    continue;
                }
                cameFrom.put(next, state);
                if (next.violation().isPresent()) {
                    return new Search(trace(cameFrom, next), seen.size(), false);
                }
                queue.addLast(next);
            }
        }
        return new Search(List.of(), seen.size(), queue.isEmpty());
    }

    private static List<PathState> trace(Map<PathState, PathState> cameFrom, PathState end) {
        var trace = new ArrayList<PathState>();
        var at = Optional.of(end);
        while (at.isPresent()) {
            trace.addFirst(at.get());
            at = Optional.ofNullable(cameFrom.get(at.get()));
        }
        return trace;
    }
}
