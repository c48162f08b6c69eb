package io.parley.user.http;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.service.web.LimitedBody;
import io.parley.service.web.QueryText;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what one request can make the service read, whether it announces its length or not, and
 * refuses queries that cannot be read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BodyLimit extends OncePerRequestFilter {

    /** No body of a person's request comes near it. */
    static final int MAX_BYTES = 64 * 1024;

    /** Other services tell of a thousand people at once. */
    private static final int MAX_INTERNAL_BYTES = 2 * MAX_BYTES;

    static final String DETAIL = "The body of a request may have 65536 bytes at most.";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int most = most(request);
        if (request.getContentLengthLong() > most) {
            ProblemWriter.write(response, ErrorCode.FRAME_TOO_LARGE, DETAIL);
            return;
        }
        var unreadable = QueryText.problem(request);
        if (unreadable.isPresent()) {
            ProblemWriter.write(response, unreadable.get());
            return;
        }
        chain.doFilter(new LimitedBody(request, most), response);
    }

    private static int most(HttpServletRequest request) {
        return request.getRequestURI().startsWith(InternalApi.PREFIX + "/")
                ? MAX_INTERNAL_BYTES
                : MAX_BYTES;
    }
}
