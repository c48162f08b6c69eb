package io.parley.kafka.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.model.MessageId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Records the steps of some messages. A message's id is its trace's id and decides whether it is
 * sampled, so that all processes decide alike, and repeats of a message are in the same trace.
 * While it is off, and for messages that are not sampled, all it does is one comparison.
 */
public final class MessageTracer implements AutoCloseable {

    private static final String HEADER = "traceparent";
    private static final int BITS = 32;
    private static final int DIGITS = 8;

    private final @Nullable SpanExporter exporter;
    private final long below;

    private MessageTracer(@Nullable SpanExporter exporter, long below) {
        this.exporter = exporter;
        this.below = below;
    }

    public static MessageTracer off() {
        return new MessageTracer(null, 0);
    }

    /**
     * @param endpoint where spans are sent to by OTLP over HTTP; empty turns it off
     * @param percent of messages that are sampled
     * @param instance which of several processes of the service this is
     */
    public static MessageTracer of(
            String endpoint, double percent, String service, String instance) {
        return endpoint.isEmpty()
                ? off()
                : new MessageTracer(
                        new SpanExporter(URI.create(endpoint), service, instance),
                        (long) (Math.scalb(1.0, BITS) * percent / 100));
    }

    public boolean samples(MessageId message) {
        return exporter != null
                && Long.parseLong(
                                message.value(),
                                message.value().length() - DIGITS,
                                message.value().length(),
                                16)
                        < below;
    }

    /** Records a step of a message, if that is sampled. */
    public void record(Step step, MessageId message, String where, Instant from, Instant to) {
        if (exporter != null && samples(message)) {
            exporter.add(new Span(step, message, where, from, to, 0));
        }
    }

    /** The same, of a step that ends now and reached so many sessions. */
    public void recordUntilNow(
            Step step, MessageId message, String where, Instant from, long count) {
        if (exporter != null && samples(message)) {
            exporter.add(new Span(step, message, where, from, Instant.now(), count));
        }
    }

    /** Tells other readers of the log, in the W3C's form, which trace a record belongs to. */
    public void mark(Headers headers, MessageId message) {
        if (samples(message)) {
            var parent = "00-%s-%s-01".formatted(message, Span.id(Step.APPEND, message, ""));
            headers.add(HEADER, parent.getBytes(US_ASCII));
        }
    }

    /** Sends what is left. */
    @Override
    public void close() {
        Optional.ofNullable(exporter).ifPresent(SpanExporter::close);
    }
}
