package io.parley.message.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.message.web.Problems;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets only other services in, known by the shared secret; compared in constant time. */
final class InternalCallers extends OncePerRequestFilter {

    private final byte[] secret;

    InternalCallers(String secret) {
        this.secret = secret.getBytes(UTF_8);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var given = request.getHeader(InternalApi.SECRET_HEADER);
        if (given == null) {
            Problems.write(response, Problem.of(ErrorCode.AUTH_MISSING, null));
        } else if (!MessageDigest.isEqual(secret, given.getBytes(UTF_8))) {
            Problems.write(response, Problem.of(ErrorCode.AUTH_INVALID, null));
        } else {
            chain.doFilter(request, response);
        }
    }
}
