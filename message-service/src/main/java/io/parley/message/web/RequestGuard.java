package io.parley.message.web;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.web.BodyTooLarge;
import io.parley.service.web.LimitedBody;
import io.parley.service.web.QueryText;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: bounds bodies, and answers with a problem for what fails before a
 * controller is reached.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestGuard extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(RequestGuard.class);
    private static final String POSTS = "/posts";

    private final RequestLimits limits;

    RequestGuard(RequestLimits limits) {
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = limit(request);
        if (request.getContentLengthLong() > limit) {
            Problems.write(response, Problem.of(ErrorCode.FRAME_TOO_LARGE, null));
            return;
        }
        if (hasVagueType(request)) {
            Problems.write(response, Problem.of(ErrorCode.MEDIA_TYPE_UNSUPPORTED, null));
            return;
        }
        var unreadable = QueryText.problem(request);
        if (unreadable.isPresent()) {
            Problems.write(response, unreadable.get());
            return;
        }
        try {
            chain.doFilter(new LimitedBody(request, limit), response);
        } catch (AuthenticationServiceException keysAway) {
            LOG.atWarn().log("token not checked: no keys from user-service");
            Problems.write(response, Problems.unavailable("tokens cannot be checked right now"));
        } catch (BodyTooLarge tooLarge) {
            Problems.write(response, Problem.of(ErrorCode.FRAME_TOO_LARGE, null));
        } catch (RuntimeException | ServletException bug) {
            Problems.write(response, Problems.internal(bug));
        }
    }

    /** A type with a wildcard says nothing of a body, and Spring takes it for its own mistake. */
    private static boolean hasVagueType(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.contains("*");
    }

    private long limit(HttpServletRequest request) {
        var path = request.getRequestURI();
        var limit = path.startsWith(POSTS) ? limits.maxPostBody() : limits.maxBody();
        return limit.toBytes();
    }
}
