package io.parley.service.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds bodies, and refuses requests of which no route could read the query or the body. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestFilter extends OncePerRequestFilter {

    private static final long MAX_BODY = DataSize.ofKilobytes(64).toBytes();

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var problem = problem(request);
        if (problem.isPresent()) {
            ProblemAnswer.write(response, problem.get());
        } else if (mayBecomeASocket(request)) {
            chain.doFilter(request, response);
        } else {
            chain.doFilter(new LimitedBody(request, MAX_BODY), response);
        }
    }

    /** The container hands over the connection of its own requests alone. */
    private static boolean mayBecomeASocket(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.UPGRADE) != null
                && request.getMethod().equals(HttpMethod.GET.name());
    }

    private static Optional<Problem> problem(HttpServletRequest request) {
        if (request.getContentLengthLong() > MAX_BODY) {
            return Optional.of(Problem.of(ErrorCode.FRAME_TOO_LARGE, null));
        }
        // A type with a wildcard says nothing of a body, and Spring takes it for its own mistake
        var type = request.getContentType();
        return type != null && type.contains("*")
                ? Optional.of(Problem.of(ErrorCode.MEDIA_TYPE_UNSUPPORTED, null))
                : QueryText.problem(request);
    }
}
