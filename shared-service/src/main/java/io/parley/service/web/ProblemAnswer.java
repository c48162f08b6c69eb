package io.parley.service.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** {@link Problem}s as answers over HTTP. */
public final class ProblemAnswer {

    private static final MediaType TYPE = MediaType.parseMediaType(Problem.MEDIA_TYPE);
    private static final long MS_PER_S = 1_000;

    private ProblemAnswer() {}

    /** What a controller or an advice answers. */
    public static ResponseEntity<String> of(Problem problem) {
        return ResponseEntity.status(problem.status())
                .headers(headers(problem))
                .body(Json.MAPPER.writeValueAsString(problem));
    }

    /** Writes the problem, where no controller is reached. */
    static void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        headers(problem).forEach((name, values) -> response.setHeader(name, values.getFirst()));
        response.getOutputStream().write(Json.MAPPER.writeValueAsString(problem).getBytes(UTF_8));
    }

    private static HttpHeaders headers(Problem problem) {
        var headers = new HttpHeaders();
        headers.setContentType(TYPE);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        var retryAfter = problem.retryAfterMs();
        if (retryAfter != null) {
            var seconds = Math.ceilDiv(retryAfter.longValue(), MS_PER_S);
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return headers;
    }
}
