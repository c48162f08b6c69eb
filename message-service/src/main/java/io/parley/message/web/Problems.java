package io.parley.message.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** {@link Problem}s as answers over HTTP. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final long RETRY_AFTER_MS = 1_000;
    private static final double MS_PER_S = 1_000;

    private Problems() {}

    /** Writes the problem, unless the answer has already begun. */
    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        var retryAfter = problem.retryAfterMs();
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
        }
        response.getOutputStream().write(Json.MAPPER.writeValueAsString(problem).getBytes(UTF_8));
    }

    static ResponseEntity<Problem> answer(Problem problem) {
        var answer =
                ResponseEntity.status(problem.status())
                        .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE));
        var retryAfter = problem.retryAfterMs();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
        }
        return answer.body(problem);
    }

    /** Something this service needs is away: the same request may succeed soon. */
    public static Problem unavailable(String detail) {
        return Problem.of(ErrorCode.UNAVAILABLE, detail).withRetryAfterMs(RETRY_AFTER_MS);
    }

    /** A bug: the client gets a number that finds it in the log. */
    static Problem internal(Throwable bug) {
        var correlationId = UUID.randomUUID().toString();
        LOG.atError()
                .addKeyValue("correlationId", correlationId)
                .setCause(bug)
                .log("request failed");
        return Problem.of(ErrorCode.INTERNAL, null).withCorrelationId(correlationId);
    }

    private static String seconds(long millis) {
        return Long.toString((long) Math.ceil(millis / MS_PER_S));
    }
}
