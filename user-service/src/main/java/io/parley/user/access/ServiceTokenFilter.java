package io.parley.user.access;

import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.user.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a call pass only with a token that another service made for this one. */
final class ServiceTokenFilter extends OncePerRequestFilter {

    private final ServiceTokens tokens;

    ServiceTokenFilter(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var shown = request.getHeader(InternalApi.TOKEN_HEADER);
        if (shown == null) {
            ProblemWriter.write(response, ErrorCode.AUTH_MISSING, "Only services may call this.");
        } else if (tokens.caller(shown).isEmpty()) {
            ProblemWriter.write(response, ErrorCode.AUTH_INVALID, "Only services may call this.");
        } else {
            chain.doFilter(request, response);
        }
    }
}
