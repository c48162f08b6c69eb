package io.parley.user.http;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A token cannot be checked while the database is away: that is an outage, not a bug. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class OutageFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (DataAccessException away) {
            var problem =
                    Problem.of(ErrorCode.UNAVAILABLE, Problems.AWAY)
                            .withRetryAfterMs(Problems.AWAY_RETRY_MS);
            ProblemWriter.write(response, problem);
        }
    }
}
