package io.parley.chat.session;

import io.parley.chat.edge.FeedListener;
import io.parley.chat.transport.Frame;
import io.parley.model.wire.ErrorCode;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Answers one SUBSCRIBE, once; an end after that is told besides. */
final class SubscribeReply implements FeedListener {

    private final Frame frame;
    private final Replies replies;
    private final Consumer<SubscribeReply> forget;
    private final AtomicBoolean isAnswered = new AtomicBoolean();

    /**
     * @param forget drops the subscription where it has ended
     */
    SubscribeReply(Frame frame, Replies replies, Consumer<SubscribeReply> forget) {
        this.frame = frame;
        this.replies = replies;
        this.forget = forget;
    }

    @Override
    public void joined() {
        if (isAnswered.compareAndSet(false, true)) {
            replies.receipt(frame);
        }
    }

    @Override
    public void ended(ErrorCode code) {
        isAnswered.set(true);
        forget.accept(this);
        replies.refuse(frame, code, "The subscription has ended.");
    }

    /** The client leaves. */
    void abandon() {
        if (isAnswered.compareAndSet(false, true)) {
            replies.refuse(
                    frame,
                    ErrorCode.SUBSCRIPTION_ENDED,
                    "The subscription was left before it had begun.");
        }
    }
}
