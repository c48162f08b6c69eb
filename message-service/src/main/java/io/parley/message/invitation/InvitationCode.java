package io.parley.message.invitation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret of an invitation: 160 random bits, of which the database has the digest only. */
final class InvitationCode {

    private static final int BYTES = 20;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{27}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private InvitationCode() {}

    static String generate() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty where the text cannot be a code. */
    static Optional<byte[]> digest(String code) {
        if (!FORM.matcher(code).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    MessageDigest.getInstance("SHA-256").digest(code.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
