package io.parley.message.access;

import io.parley.message.web.Problems;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.token.AccessTokenDecoder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Tells a caller what is wrong with the access token, and never more than that. */
final class TokenProblems implements AuthenticationEntryPoint {

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        var problem =
                failure instanceof Overruled overruled
                        ? overruled.problem()
                        : Problem.of(code(request, failure), null);
        if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        Problems.write(response, problem);
    }

    private static ErrorCode code(HttpServletRequest request, AuthenticationException failure) {
        if (failure.getCause() instanceof JwtValidationException invalid
                && AccessTokenDecoder.isOnlyExpired(invalid)) {
            return ErrorCode.AUTH_EXPIRED;
        }
        if (failure instanceof InvalidBearerTokenException
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return ErrorCode.AUTH_INVALID;
        }
        return ErrorCode.AUTH_MISSING;
    }
}
