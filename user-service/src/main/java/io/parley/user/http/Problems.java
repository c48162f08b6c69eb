package io.parley.user.http;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Refusals as HTTP answers. */
public final class Problems {

    private static final MediaType TYPE = MediaType.parseMediaType(Problem.MEDIA_TYPE);

    /** What is said while the database does not answer. */
    static final String AWAY = "Accounts cannot be reached now.";

    static final long AWAY_RETRY_MS = 2_000;

    private static final long BUSY_RETRY_MS = 2_000;

    private Problems() {}

    public static ResponseEntity<Object> of(ErrorCode code, @Nullable String detail) {
        return of(Problem.of(code, detail));
    }

    /** One field is wrong. */
    public static ResponseEntity<Object> field(String name, String message) {
        return fields(List.of(new Problem.Field(name, message)));
    }

    /** Several fields are wrong. */
    public static ResponseEntity<Object> fields(List<Problem.Field> refused) {
        return of(
                Problem.of(ErrorCode.VALIDATION_FAILED, "Some fields are not as they must be.")
                        .withFields(refused));
    }

    /** The service cannot answer now; a later try may succeed. */
    public static ResponseEntity<Object> later(ErrorCode code, String detail, long retryAfterMs) {
        return of(Problem.of(code, detail).withRetryAfterMs(retryAfterMs));
    }

    /** So many people log in or register at once that this one did not get a turn. */
    public static ResponseEntity<Object> busy() {
        return later(ErrorCode.OVERLOADED, "Too many logins at once: try again.", BUSY_RETRY_MS);
    }

    /** Somebody guessed wrong too often. */
    public static ResponseEntity<Object> tooSoon(Duration wait) {
        return later(
                ErrorCode.RATE_LIMITED,
                "Too many wrong tries: wait before the next one.",
                Math.max(1, wait.toMillis()));
    }

    static ResponseEntity<Object> of(Problem problem) {
        var answer =
                ResponseEntity.status(problem.status())
                        .contentType(TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.retryAfterMs() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, seconds(problem.retryAfterMs()));
        }
        return answer.body(problem);
    }

    static String seconds(long millis) {
        return Long.toString(Math.max(1, TimeUnit.MILLISECONDS.toSeconds(millis + 999)));
    }
}
