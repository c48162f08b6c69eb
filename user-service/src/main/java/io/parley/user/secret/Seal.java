package io.parley.user.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.service.WrongSetting;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts signing keys and secrets of second factors at rest with AES-256-GCM, where a secret for
 * it is set.
 */
@Component
public final class Seal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SealSettings settings;

    Seal(SealSettings settings) {
        this.settings = settings;
    }

    /** What is sealed; what was sealed for one purpose does not open for another one. */
    public enum Purpose {
        SIGNING_KEY("parley signing key"),
        SECOND_FACTOR("parley second factor");

        private final String input;

        Purpose(String input) {
            this.input = input;
        }
    }

    public boolean seals() {
        return !settings.secret().isEmpty();
    }

    public byte[] seal(Purpose purpose, byte[] clear) {
        var nonce = Secrets.random(NONCE_BYTES);
        try {
            var sealed = cipher(purpose, Cipher.ENCRYPT_MODE, nonce).doFinal(clear);
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("AES-GCM failed", missing);
        }
    }

    public byte[] open(Purpose purpose, byte[] sealed) {
        if (!seals()) {
            throw new WrongSetting(
                    "PARLEY_SIGNING_KEY_SECRET must be set: what the database holds is sealed with"
                            + " it.");
        }
        var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return cipher(purpose, Cipher.DECRYPT_MODE, nonce)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException otherSecret) {
            throw new WrongSetting(
                    "PARLEY_SIGNING_KEY_SECRET is not the secret that sealed what is in the"
                            + " database: set that one again.");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("AES-GCM failed", missing);
        }
    }

    private Cipher cipher(Purpose purpose, int mode, byte[] nonce) throws GeneralSecurityException {
        var key = Secrets.derive(settings.secret().getBytes(UTF_8), purpose.input.getBytes(UTF_8));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
