package io.parley.message.access;

import io.parley.message.web.Problems;
import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets only other services in, known by a token that they made for this one. */
final class InternalCallers extends OncePerRequestFilter {

    private final ServiceTokens tokens;

    InternalCallers(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var given = request.getHeader(InternalApi.TOKEN_HEADER);
        if (given == null) {
            Problems.write(response, Problem.of(ErrorCode.AUTH_MISSING, null));
        } else if (tokens.caller(given).isEmpty()) {
            Problems.write(response, Problem.of(ErrorCode.AUTH_INVALID, null));
        } else {
            chain.doFilter(request, response);
        }
    }
}
