package io.parley.user.access;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.user.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a call pass only with the secret of the services. */
final class InternalSecretFilter extends OncePerRequestFilter {

    private final InternalSettings settings;

    InternalSecretFilter(InternalSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var shown = request.getHeader(InternalApi.SECRET_HEADER);
        if (shown == null) {
            ProblemWriter.write(response, ErrorCode.AUTH_MISSING, "Only services may call this.");
        } else if (!settings.accepts(shown)) {
            ProblemWriter.write(response, ErrorCode.AUTH_INVALID, "Only services may call this.");
        } else {
            chain.doFilter(request, response);
        }
    }
}
