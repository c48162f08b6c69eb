package io.parley.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A message's id: the first 128 bits of SHA-256(room, sender, client message id), as 32 lower-case
 * hex digits. A retry has the id of its first attempt on whichever pod it arrives, and nobody can
 * make the id of somebody else's message.
 */
public record MessageId(String value) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
    private static final int BYTES = 16;

    public MessageId {
        if (!HEX.matcher(value).matches()) {
            throw new IllegalArgumentException("a message id is 32 lower-case hex digits");
        }
    }

    @JsonCreator
    public static MessageId of(String value) {
        return new MessageId(value);
    }

    /** The id of what {@code sender} sends to {@code room} under {@code clientMsgId}. */
    public static MessageId of(RoomId room, UserId sender, String clientMsgId) {
        var digest = sha256();
        digest.update(bytes(room.value()));
        digest.update(bytes(sender.value()));
        var hash = digest.digest(clientMsgId.getBytes(UTF_8));
        return new MessageId(HexFormat.of().formatHex(hash, 0, BYTES));
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
