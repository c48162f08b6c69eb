package io.parley.message.access;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.wire.Problem;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Reads the caller out of a token that has passed all checks. What is known of a later change of
 * the account overrules what the token says.
 */
final class CallerOfToken implements Converter<Jwt, AbstractAuthenticationToken> {

    private final CurrentRights rights;

    CallerOfToken(CurrentRights rights) {
        this.rights = rights;
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        var issuedAt = token.getIssuedAt();
        if (issuedAt == null) {
            throw new InvalidBearerTokenException("claim iat is missing");
        }
        return switch (rights.of(caller(token), issuedAt)) {
            case CurrentRights.Verdict.Served(Caller caller) ->
                    new CallerAuthentication(token, caller);
            case CurrentRights.Verdict.Refused(Problem problem) -> throw new Overruled(problem);
        };
    }

    private static Caller caller(Jwt token) {
        var id = UserId.parse(claim(token, "sub"));
        return new Caller(
                id.orElseThrow(() -> new InvalidBearerTokenException("sub is no user id")),
                claim(token, "name"),
                claim(token, "username"),
                role(claim(token, "role")),
                claim(token, "sid"));
    }

    private static Role role(String name) {
        return switch (name) {
            case "ADMIN" -> Role.ADMIN;
            case "USER" -> Role.USER;
            default -> throw new InvalidBearerTokenException("unknown role");
        };
    }

    private static String claim(Jwt token, String name) {
        var value = token.getClaimAsString(name);
        if (value == null || value.isBlank()) {
            throw new InvalidBearerTokenException("claim " + name + " is missing");
        }
        return value;
    }
}
