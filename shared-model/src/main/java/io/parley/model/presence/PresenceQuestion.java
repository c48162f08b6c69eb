package io.parley.model.presence;

import io.parley.model.Role;
import io.parley.model.UserId;
import java.util.List;

/**
 * Which of some people each viewer may see the presence of; the answer to many at once.
 *
 * @param viewers with {@link #MOST_PEOPLE} people in all at most
 */
public record PresenceQuestion(List<Viewer> viewers) {

    /** More are not answered at once: requests have 64 KiB. */
    public static final int MOST_PEOPLE = 1_000;

    public PresenceQuestion {
        viewers = List.copyOf(viewers);
    }

    /** One who wants to see people. */
    public record Viewer(UserId id, Role role, List<UserId> people) {

        public Viewer {
            people = List.copyOf(people);
        }
    }

    /**
     * @param visible for each viewer of the question, in its order, the people whom they may see
     */
    public record Answer(List<List<UserId>> visible) {

        public Answer {
            visible = List.copyOf(visible);
        }
    }
}
