package io.parley.user.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Writes a refusal where no controller is involved: in filters. */
public final class ProblemWriter {

    private ProblemWriter() {}

    public static void write(HttpServletResponse response, ErrorCode code, String detail)
            throws IOException {
        write(response, Problem.of(code, detail));
    }

    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        var body = Json.MAPPER.writeValueAsString(problem).getBytes(UTF_8);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.retryAfterMs() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Problems.seconds(problem.retryAfterMs()));
        }
        response.getOutputStream().write(body);
    }
}
