package io.parley.test;

import io.parley.model.wire.Json;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Public keys in the form of {@code /.well-known/jwks.json}. */
final class PublicKeys {

    private static final int COORDINATE_BYTES = 32;

    private PublicKeys() {}

    static String jwks(PublicKey key, String keyId) {
        var point = ((ECPublicKey) key).getW();
        var jwk =
                Map.of(
                        "kty", "EC",
                        "crv", "P-256",
                        "use", "sig",
                        "alg", "ES256",
                        "kid", keyId,
                        "x", coordinate(point.getAffineX()),
                        "y", coordinate(point.getAffineY()));
        return Json.MAPPER.writeValueAsString(Map.of("keys", List.of(jwk)));
    }

    /** Unsigned, big-endian, exactly 32 bytes. */
    private static String coordinate(BigInteger value) {
        var bytes = value.toByteArray();
        var fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(
                Arrays.copyOfRange(bytes, bytes.length - length, bytes.length),
                0,
                fixed,
                COORDINATE_BYTES - length,
                length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
