package io.parley.message.web;

import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@code Idempotency-Key} of creating POSTs: the key of a person names what it made, so that a
 * repeat of the request finds it instead of making another. Keys are kept for ever; they cost one
 * row each.
 */
@Component
public class IdempotencyKeys {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private final JdbcClient jdbc;

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the key for {@code resource}, inside the transaction that makes the resource. A
     * concurrent repeat waits here until that transaction is over.
     *
     * @param scope what kind of thing is made
     * @param request the body, of which a repeat must be a copy
     * @return the resource that an earlier request with the key has made: use it, make nothing
     */
    public Optional<String> claim(
            UserId person, String scope, @Nullable String key, Object request, String resource) {
        if (key == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(key).matches()) {
            throw Refusal.invalid(HEADER, "must be 1 to 64 visible ASCII characters");
        }
        var digest = digest(request);
        return insert(person, scope, key, digest, resource)
                ? Optional.empty()
                : Optional.of(find(person, scope, key, digest));
    }

    private boolean insert(
            UserId person, String scope, String key, byte[] digest, String resource) {
        return jdbc.sql(
                                """
                                INSERT INTO idempotency_key (person, scope, key, digest, resource)
                                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                                """)
                        .params(person.value(), scope, key, digest, resource)
                        .update()
                == 1;
    }

    private String find(UserId person, String scope, String key, byte[] digest) {
        return jdbc.sql(
                        """
                        SELECT resource FROM idempotency_key
                        WHERE person = ? AND scope = ? AND key = ? AND digest = ?
                        """)
                .params(person.value(), scope, key, digest)
                .query(String.class)
                .optional()
                .orElseThrow(
                        () ->
                                Refusal.of(
                                        ErrorCode.CONFLICT,
                                        "this Idempotency-Key came with another body before"));
    }

    private static byte[] digest(Object request) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(Json.MAPPER.writeValueAsBytes(request));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
