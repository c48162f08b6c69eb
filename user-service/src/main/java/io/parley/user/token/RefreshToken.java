package io.parley.user.token;

import io.parley.user.secret.Secrets;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client keeps to get the next access token: the id of its session; the family, random and
 * the same for all tokens of the session, which proves that a token was once issued, so that nobody
 * can end a session by knowing its id; a secret, another one after each use.
 */
final class RefreshToken {

    private static final int FAMILY_BYTES = 16;
    private static final int ID_BYTES = 16;
    private static final int LENGTH = ID_BYTES + FAMILY_BYTES + Secrets.BYTES;
    private static final int TEXT_LENGTH = 86;

    private final UUID session;
    private final byte[] family;
    private final byte[] secret;

    private RefreshToken(UUID session, byte[] family, byte[] secret) {
        this.session = session;
        this.family = family;
        this.secret = secret;
    }

    static RefreshToken first(UUID session) {
        return new RefreshToken(
                session, Secrets.random(FAMILY_BYTES), Secrets.random(Secrets.BYTES));
    }

    /** Empty for what cannot be one of ours. */
    static Optional<RefreshToken> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static RefreshToken read(ByteBuffer bytes) {
        var id = new UUID(bytes.getLong(), bytes.getLong());
        var family = new byte[FAMILY_BYTES];
        var secret = new byte[Secrets.BYTES];
        bytes.get(family).get(secret);
        return new RefreshToken(id, family, secret);
    }

    /** The same successor for the same salt: parallel refreshes of one token get one answer. */
    RefreshToken successor(byte[] salt) {
        return new RefreshToken(session, family, Secrets.derive(salt, secret));
    }

    UUID session() {
        return session;
    }

    byte[] familyHash() {
        return Secrets.hash(family);
    }

    byte[] secretHash() {
        return Secrets.hash(secret);
    }

    String text() {
        var bytes =
                ByteBuffer.allocate(LENGTH)
                        .putLong(session.getMostSignificantBits())
                        .putLong(session.getLeastSignificantBits())
                        .put(family)
                        .put(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    @Override
    public String toString() {
        return "RefreshToken[session=" + session + "]";
    }
}
