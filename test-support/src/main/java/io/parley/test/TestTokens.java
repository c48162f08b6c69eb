package io.parley.test;

import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Access tokens as user-service makes them, and such as it never would. */
public final class TestTokens {

    public static final String ISSUER = "parley";

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final KeyPair strangersKey = newKey();
    private final PrivateKey key;
    private final String keyId;

    private TestTokens(PrivateKey key, String keyId) {
        this.key = key;
        this.keyId = keyId;
    }

    /** Tokens of a key that services know by that id. */
    public static TestTokens signedWith(PrivateKey key, String keyId) {
        return new TestTokens(key, keyId);
    }

    /** A token that every service accepts for five minutes. */
    public String accessToken(Person person) {
        return expiringIn(person, LIFETIME);
    }

    /** A token for the time; a negative one has expired already. */
    public String expiringIn(Person person, Duration time) {
        return sign(key, header(), claims(person, Instant.now().plus(time)));
    }

    /** An accepted token with some claims set otherwise. */
    public String withClaims(Person person, Map<String, Object> otherwise) {
        var claims = claims(person, Instant.now().plus(LIFETIME));
        claims.putAll(otherwise);
        return sign(key, header(), claims);
    }

    /** An accepted token with some header fields set otherwise, such as {@code typ}. */
    public String withHeader(Person person, Map<String, Object> otherwise) {
        var header = header();
        header.putAll(otherwise);
        return sign(key, header, claims(person, Instant.now().plus(LIFETIME)));
    }

    /** Right in all but the key that signed it. */
    public String forged(Person person) {
        return sign(
                strangersKey.getPrivate(), header(), claims(person, Instant.now().plus(LIFETIME)));
    }

    private Map<String, Object> header() {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", "ES256");
        header.put("typ", "at+jwt");
        header.put("kid", keyId);
        return header;
    }

    private static Map<String, Object> claims(Person person, Instant expiry) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("aud", "parley");
        claims.put("sub", person.id().toString());
        claims.put("sid", UUID.randomUUID().toString());
        claims.put("name", person.displayName());
        claims.put("username", person.username());
        claims.put("role", person.role().name());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", expiry.minus(LIFETIME).getEpochSecond());
        claims.put("exp", expiry.getEpochSecond());
        return claims;
    }

    private static String sign(
            PrivateKey signer, Map<String, Object> header, Map<String, Object> claims) {
        var text = base64(json(header)) + "." + base64(json(claims));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(signer);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] json(Map<String, Object> fields) {
        return Json.MAPPER.writeValueAsBytes(fields);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
