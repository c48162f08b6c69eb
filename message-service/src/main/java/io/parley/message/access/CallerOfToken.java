package io.parley.message.access;

import io.parley.model.Role;
import io.parley.model.UserId;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Reads the caller out of a token that has passed all checks. */
final class CallerOfToken implements Converter<Jwt, AbstractAuthenticationToken> {

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        return new CallerAuthentication(token, caller(token));
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
