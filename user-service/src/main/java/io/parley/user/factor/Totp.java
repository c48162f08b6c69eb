package io.parley.user.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that change every 30 s (RFC 6238), in the one form that all authenticator apps know:
 * HMAC-SHA1, 6 digits.
 */
final class Totp {

    /** As long as the hash, as RFC 4226 recommends. */
    static final int SECRET_BYTES = 20;

    static final int DIGITS = 6;

    private static final long STEP_SECONDS = 30;
    private static final String ALGORITHM = "HmacSHA1";

    /** Clocks of telephones go wrong a little, and people type slowly. */
    private static final int STEPS_AROUND = 1;

    private Totp() {}

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    /** The code of a time step, of so many digits. */
    static String code(byte[] secret, long step, int digits) {
        var hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xF;
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        long modulus = Math.powExact(10L, digits);
        return ("%0" + digits + "d").formatted(number % modulus);
    }

    /** The step whose code it is; the newest one, should two agree. Takes the same time for all. */
    static OptionalLong stepOf(byte[] secret, String code, Instant now) {
        var found = OptionalLong.empty();
        long current = step(now);
        for (long step = current - STEPS_AROUND; step <= current + STEPS_AROUND; step++) {
            var right = code(secret, step, DIGITS).getBytes(UTF_8);
            if (MessageDigest.isEqual(right, code.getBytes(UTF_8))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** What the QR code says that apps scan. */
    static String uri(byte[] secret, String username) {
        return "otpauth://totp/Parley:%s?secret=%s&issuer=Parley&algorithm=SHA1&digits=%d&period=%d"
                .formatted(
                        URLEncoder.encode(username, UTF_8),
                        Base32.encode(secret),
                        DIGITS,
                        STEP_SECONDS);
    }

    private static byte[] hmac(byte[] key, byte[] input) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(input);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA1", missing);
        }
    }
}
