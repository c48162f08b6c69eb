package io.parley.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.wire.Json;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Access tokens that are not what they say, at each entry that takes one. */
final class HostileTokens {

    private static final int LONGEST_HEADER = 2_000;
    private static final String INVALID = "auth.invalid";
    private static final int SIGNATURE_BYTES = 64;

    private HostileTokens() {}

    /**
     * @param code what it must be refused with
     */
    private record Token(String name, String code, Function<HostileTarget, String> value) {}

    static Stream<HostileCase> cases() {
        return Stream.of(algorithms(), signatures(), headers(), claims(), shapes())
                .flatMap(Function.identity())
                .flatMap(HostileTokens::atEachEntry);
    }

    private static Stream<HostileCase> atEachEntry(Token token) {
        return Stream.of(
                rest(token, "user-service", "/api/v1/me"),
                rest(token, "message-service", "/api/v1/rooms"),
                rest(token, "events", "/posts/updates"),
                new HostileCase(
                        "token, CONNECT: " + token.name(),
                        target -> {
                            try (var session = target.open()) {
                                var value = token.value().apply(target);
                                session.sendConnect(value);
                                HostileTarget.expectEnd(
                                        session,
                                        value.length() < LONGEST_HEADER
                                                ? token.code()
                                                : "frame.malformed");
                            }
                        }));
    }

    private static HostileCase rest(Token token, String entry, String path) {
        return new HostileCase(
                "token, " + entry + ": " + token.name(),
                target ->
                        target.suite()
                                .api()
                                .withToken(token.value().apply(target))
                                .get(path)
                                .expectRefusal(401, token.code()));
    }

    private static Stream<Token> algorithms() {
        var unsigned =
                Stream.of("none", "None", "NONE", "nOnE", "")
                        .map(
                                name ->
                                        invalid(
                                                "alg '" + name + "' without a signature",
                                                target ->
                                                        unsigned(withHeader(target, "alg", name))));
        var swapped =
                Stream.of("HS256", "HS512", "RS256", "PS256", "ES384", "ES512", "EdDSA", "dir")
                        .map(
                                name ->
                                        invalid(
                                                "alg " + name + " over a signature of ES256",
                                                target -> withHeader(target, "alg", name)));
        var mac =
                Stream.of(
                        invalid(
                                "HS256 with the public keys as the secret",
                                target -> mac(target, keys(target))),
                        invalid("HS256 with an empty-looking secret", target -> mac(target, "\0")));
        return Stream.of(unsigned, swapped, mac).flatMap(Function.identity());
    }

    private static Stream<Token> signatures() {
        return Stream.of(
                invalid(
                        "a signature of zeros",
                        target -> signed(target, new byte[SIGNATURE_BYTES])),
                invalid(
                        "a signature of ones",
                        target -> {
                            var ones = new byte[SIGNATURE_BYTES];
                            Arrays.fill(ones, (byte) 0xff);
                            return signed(target, ones);
                        }),
                invalid("a signature cut short", target -> cut(good(target), 8)),
                invalid("a signature with more behind it", target -> good(target) + "AAAA"),
                invalid("no signature but its dot", target -> unsigned(good(target))),
                invalid("the signature of another token", HostileTokens::mixed),
                invalid("a stranger's key", target -> target.tokens().forged(target.attacker())));
    }

    private static Stream<Token> headers() {
        var kids =
                Stream.of(
                                "",
                                "unknown",
                                "../../../../dev/null",
                                "' OR 1=1 --",
                                "http://127.0.0.1:9/key",
                                "${jndi:ldap://127.0.0.1:9/x}",
                                "k".repeat(1_000))
                        .map(
                                kid ->
                                        invalid(
                                                "kid " + shortened(kid),
                                                target -> withHeader(target, "kid", kid)));
        var hints =
                Stream.of("jku", "x5u", "x5c", "jwk")
                        .map(
                                hint ->
                                        invalid(
                                                "a stranger's key, named by " + hint,
                                                target -> forgedWith(target, hint)));
        var types =
                Stream.of("JWT", "jwt", "rt+jwt", "svc+jwt", "", "at+jwt+x")
                        .map(
                                type ->
                                        invalid(
                                                "typ '" + type + "'",
                                                target -> withHeader(target, "typ", type)));
        var critical =
                Stream.of(
                        invalid(
                                "an unknown critical header",
                                target -> withHeader(target, "crit", List.of("exp"))),
                        invalid(
                                "an unencoded payload",
                                target ->
                                        target.tokens()
                                                .tokens()
                                                .withHeader(
                                                        target.tokens().person(target.attacker()),
                                                        Map.of(
                                                                "b64",
                                                                false,
                                                                "crit",
                                                                List.of("b64")))));
        return Stream.of(kids, hints, types, critical).flatMap(Function.identity());
    }

    private static Stream<Token> claims() {
        return Stream.of(
                new Token(
                        "expired",
                        "auth.expired",
                        target -> target.tokens().expired(target.attacker())),
                claim("another issuer", "iss", "https://evil.example"),
                claim("no issuer", "iss", null),
                claim("a list as issuer", "iss", List.of("parley")),
                claim("another audience", "aud", "somebody"),
                claim("an audience that only begins alike", "aud", "parley-admin"),
                claim("no audience", "aud", null),
                claim("no end", "exp", null),
                claim("an end that is no number", "exp", "tomorrow"),
                claim("valid only tomorrow", "nbf", System.currentTimeMillis() / 1_000 + 86_400),
                claim("no subject", "sub", null),
                claim("an empty subject", "sub", ""),
                claim("a subject that is no id", "sub", "admin"),
                claim("a subject with SQL", "sub", "'; DROP TABLE account; --"),
                claim("a role that does not exist", "role", "ROOT"),
                claim("a role in lower case", "role", "admin"),
                claim("no role", "role", null),
                claim("a list of roles", "role", List.of("USER", "ADMIN")));
    }

    private static Stream<Token> shapes() {
        return Stream.of(
                invalid("no token at all", target -> "x"),
                invalid("dots alone", target -> ".."),
                invalid("two parts", target -> "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0"),
                invalid("four parts", target -> good(target) + ".x"),
                invalid("parts that are no Base64", target -> "!!!.???.***"),
                invalid("a header that is no JSON", target -> replaced(target, 0, "{")),
                invalid("a header that is a list", target -> replaced(target, 0, "[]")),
                invalid("claims that are no JSON", target -> replaced(target, 1, "{")),
                invalid("claims that are a number", target -> replaced(target, 1, "7")),
                invalid(
                        "a header nested 1,000 deep",
                        target -> replaced(target, 0, "[".repeat(1_000) + "]".repeat(1_000))),
                invalid(
                        "encrypted, with two thousand million rounds",
                        target ->
                                base64(
                                                "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\","
                                                        + "\"p2c\":2147483647,\"p2s\":\"AAAA\"}")
                                        + ".AAAA.AAAA.AAAA.AAAA"),
                invalid("a refresh token's shape", target -> "a".repeat(86)),
                invalid("the right token twice", target -> good(target) + good(target)));
    }

    private static Token invalid(String name, Function<HostileTarget, String> value) {
        return new Token(name, INVALID, value);
    }

    private static Token claim(String name, String claim, @Nullable Object value) {
        return invalid(
                name,
                target -> {
                    var claims = new HashMap<String, Object>();
                    claims.put(claim, value);
                    return target.tokens()
                            .tokens()
                            .withClaims(target.tokens().person(target.attacker()), claims);
                });
    }

    private static String good(HostileTarget target) {
        return target.attacker().accessToken();
    }

    private static String withHeader(HostileTarget target, String name, Object value) {
        return target.tokens()
                .tokens()
                .withHeader(target.tokens().person(target.attacker()), Map.of(name, value));
    }

    private static String unsigned(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static String signed(HostileTarget target, byte[] signature) {
        return unsigned(good(target))
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String cut(String token, int chars) {
        return token.substring(0, token.length() - chars);
    }

    /** The claims of an admin over the signature of a user. */
    private static String mixed(HostileTarget target) {
        var own = good(target).split("\\.", -1);
        var admins = target.admin().accessToken().split("\\.", -1);
        return admins[0] + "." + admins[1] + "." + own[2];
    }

    private static String forgedWith(HostileTarget target, String hint) {
        var parts = target.tokens().forged(target.attacker()).split("\\.", -1);
        var header =
                Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[0])).deepCopy().toString();
        var more = header.replaceFirst("\\{", "{\"" + hint + "\":" + hintOf(hint) + ",");
        return base64(more) + "." + parts[1] + "." + parts[2];
    }

    private static String hintOf(String hint) {
        return switch (hint) {
            case "jwk" ->
                    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"AAAA\",\"kid\":\"x\"}";
            case "x5c" -> "[\"AAAA\"]";
            default -> "\"http://127.0.0.1:9/keys\"";
        };
    }

    private static String replaced(HostileTarget target, int part, String json) {
        var parts = good(target).split("\\.", -1);
        parts[part] = base64(json);
        return String.join(".", parts);
    }

    private static String keys(HostileTarget target) {
        return target.suite().api().get("/.well-known/jwks.json").expect(200).toString();
    }

    private static String mac(HostileTarget target, String secret) {
        var parts = good(target).split("\\.", -1);
        var text = base64("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}") + "." + parts[1];
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            var tag = mac.doFinal(text.getBytes(UTF_8));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static String shortened(String text) {
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    }
}
