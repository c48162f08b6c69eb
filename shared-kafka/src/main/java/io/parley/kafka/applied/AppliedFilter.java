package io.parley.kafka.applied;

import io.parley.kafka.outbox.AddedRow;
import io.parley.kafka.outbox.Outbox;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves {@code ?wait=applied} for every call that changes something: controllers know nothing of
 * it. The call is done as ever; if it succeeds, its answer waits until all followers have applied
 * what it told through the outbox, and then also says {@code "applied": true}, or {@code "applied":
 * false} and {@code "pending": […]}. An answer without a body gets one.
 *
 * <p>It sees the outbox rows that are written in the thread of the request, by any number of
 * transactions. It belongs behind the filters that say who is calling.
 */
public final class AppliedFilter extends OncePerRequestFilter {

    private static final String PARAMETER = "wait";
    private static final String VALUE = "applied";

    private final WaitApplied waitApplied;

    public AppliedFilter(WaitApplied waitApplied) {
        this.waitApplied = waitApplied;
    }

    /** Bodies are never forms here, so that asking for a parameter reads no body. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null
                || !query.contains(PARAMETER + '=')
                || request.getMethod().equals("GET")
                || request.getParameter(PARAMETER) == null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!VALUE.equals(request.getParameter(PARAMETER))) {
            refuse(response);
            return;
        }
        var answer = new ContentCachingResponseWrapper(response);
        var rows = collect(() -> chain.doFilter(request, answer));
        if (HttpStatus.valueOf(answer.getStatus()).is2xxSuccessful()) {
            complete(answer, waitApplied.await(rows));
        }
        answer.copyBodyToResponse();
    }

    private interface Chain {
        void run() throws ServletException, IOException;
    }

    private static List<AddedRow> collect(Chain chain) throws ServletException, IOException {
        var failure = new AtomicReference<ServletException>();
        var rows =
                Outbox.<IOException>collect(
                        () -> {
                            try {
                                chain.run();
                            } catch (ServletException e) {
                                failure.set(e);
                            }
                        });
        var thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
        return rows;
    }

    private static void complete(ContentCachingResponseWrapper answer, Applied applied)
            throws IOException {
        var body = answer.getContentAsByteArray();
        var known = body.length == 0 ? null : Json.MAPPER.readTree(body);
        var told = known instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        told.setAll(Json.MAPPER.<ObjectNode>valueToTree(applied));
        if (answer.getStatus() == HttpServletResponse.SC_NO_CONTENT) {
            answer.setStatus(HttpServletResponse.SC_OK);
        }
        answer.resetBuffer();
        answer.setContentType(MediaType.APPLICATION_JSON_VALUE);
        answer.getOutputStream().write(Json.MAPPER.writeValueAsBytes(told));
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        var problem =
                Problem.of(ErrorCode.VALIDATION_FAILED, "Some fields are not as they must be.")
                        .withFields(List.of(new Problem.Field(PARAMETER, "can only be applied")));
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(problem));
    }
}
