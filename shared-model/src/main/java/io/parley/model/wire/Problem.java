package io.parley.model.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as a client is told it: the body of {@code application/problem+json} (RFC 9457) and of
 * STOMP errors.
 *
 * @param title the code in plain words, the same for every occurrence
 * @param detail what was wrong this time; never the text of an exception
 * @param fields what was wrong with which field, with {@link ErrorCode#VALIDATION_FAILED}
 * @param retryAfterMs how long to wait before the next try, where a try can help
 * @param correlationId finds the occurrence in the logs, with {@link ErrorCode#INTERNAL}
 * @param subscriptionId the client's own id of the subscription it is about, over STOMP
 */
public record Problem(
        String type,
        String title,
        int status,
        ErrorCode code,
        @Nullable String detail,
        @Nullable List<Field> fields,
        @Nullable Long retryAfterMs,
        @Nullable String correlationId,
        @Nullable String receiptId,
        @Nullable String clientMsgId,
        @Nullable String destination,
        @Nullable String subscriptionId) {

    /** The media type of {@link Problem} over HTTP. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** One field that was refused, and why. */
    public record Field(String name, String message) {}

    public static Problem of(ErrorCode code, @Nullable String detail) {
        return new Problem(
                "about:blank",
                title(code),
                code.httpStatus(),
                code,
                detail,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public Problem withFields(List<Field> refused) {
        return new Problem(
                type,
                title,
                status,
                code,
                detail,
                List.copyOf(refused),
                retryAfterMs,
                correlationId,
                receiptId,
                clientMsgId,
                destination,
                subscriptionId);
    }

    public Problem withRetryAfterMs(long millis) {
        return new Problem(
                type,
                title,
                status,
                code,
                detail,
                fields,
                millis,
                correlationId,
                receiptId,
                clientMsgId,
                destination,
                subscriptionId);
    }

    public Problem withCorrelationId(String id) {
        return new Problem(
                type,
                title,
                status,
                code,
                detail,
                fields,
                retryAfterMs,
                id,
                receiptId,
                clientMsgId,
                destination,
                subscriptionId);
    }

    /** Says which frame of a STOMP session it answers. */
    public Problem answering(
            @Nullable String receipt, @Nullable String clientMessage, @Nullable String to) {
        return new Problem(
                type,
                title,
                status,
                code,
                detail,
                fields,
                retryAfterMs,
                correlationId,
                receipt,
                clientMessage,
                to,
                subscriptionId);
    }

    /** Says which subscription of a STOMP session it is about. */
    public Problem ofSubscription(String id) {
        return new Problem(
                type,
                title,
                status,
                code,
                detail,
                fields,
                retryAfterMs,
                correlationId,
                receiptId,
                clientMsgId,
                destination,
                id);
    }

    private static String title(ErrorCode code) {
        var words = code.wireName().replace('.', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
