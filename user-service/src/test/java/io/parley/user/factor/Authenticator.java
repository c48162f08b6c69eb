package io.parley.user.factor;

import java.time.Clock;
import java.util.Locale;

/** The app on somebody's telephone. */
public final class Authenticator {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] secret;
    private final Clock clock;

    public Authenticator(String base32, Clock clock) {
        this.secret = decode(base32.toUpperCase(Locale.ROOT));
        this.clock = clock;
    }

    /** What it shows now. */
    public String code() {
        return Totp.code(secret, Totp.step(clock.instant()), Totp.DIGITS);
    }

    private static byte[] decode(String base32) {
        var bytes = new byte[base32.length() * 5 / 8];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int letter = LETTERS.indexOf(base32.charAt(bit / 5));
            bytes[bit / 8] |= (byte) ((letter >> (4 - bit % 5) & 1) << (7 - bit % 8));
        }
        return bytes;
    }
}
