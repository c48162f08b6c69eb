package io.parley.user.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.user.settings.InvalidSetting;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Encrypts signing keys at rest with AES-256-GCM, where a secret for it is set. */
@Component
final class KeySeal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = "parley signing key".getBytes(UTF_8);

    private final TokenSettings settings;

    KeySeal(TokenSettings settings) {
        this.settings = settings;
    }

    boolean seals() {
        return !settings.keySecret().isEmpty();
    }

    byte[] seal(byte[] clear) {
        var nonce = Secrets.random(NONCE_BYTES);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(clear);
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("AES-GCM failed", missing);
        }
    }

    byte[] open(byte[] sealed) {
        if (!seals()) {
            throw new InvalidSetting(
                    "PARLEY_SIGNING_KEY_SECRET must be set: the signing keys in the database are"
                            + " sealed with it.");
        }
        var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException otherSecret) {
            throw new InvalidSetting(
                    "PARLEY_SIGNING_KEY_SECRET is not the secret that sealed the signing keys in"
                            + " the database: set that one again.");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("AES-GCM failed", missing);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var key = Secrets.derive(settings.keySecret().getBytes(UTF_8), PURPOSE);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
