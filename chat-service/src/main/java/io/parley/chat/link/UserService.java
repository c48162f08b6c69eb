package io.parley.chat.link;

import io.parley.model.UserId;
import io.parley.model.service.ServiceName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The internal calls of user-service. Each blocks its (virtual) thread for at most the timeout and
 * throws {@link ServiceUnavailableException} where there is no good answer.
 */
@Component
public class UserService {

    /** More people are not told or asked for at once. */
    public static final int MOST_TOLD = 500;

    public static final int MOST_ASKED = 200;

    private final InternalClient http;

    UserService(InternalSettings settings) {
        this.http =
                new InternalClient(settings.secret(), ServiceName.USER, settings.userServiceUrl());
    }

    /** When somebody was there. */
    public record Seen(UserId userId, Instant at) {}

    private record LastSeen(List<Seen> seen) {}

    /** Says when people were there; {@link #MOST_TOLD} at most. */
    public void tellSeen(Collection<Seen> seen) {
        http.post("/last-seen", new LastSeen(List.copyOf(seen))).requireSuccess();
    }

    /** When people were there last, of those who let it be known; {@link #MOST_ASKED} at most. */
    public Map<UserId, Instant> lastSeen(Collection<UserId> people) {
        var ids = people.stream().map(UserId::toString).collect(Collectors.joining(","));
        return http.get("/last-seen?ids={ids}", ids).as(LastSeen.class).seen().stream()
                .collect(Collectors.toMap(Seen::userId, Seen::at, (one, _) -> one));
    }
}
