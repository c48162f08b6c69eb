package io.parley.load.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One STOMP session: connects, subscribes to a room, then only counts. All but {@link #send}
 * happens on its event loop.
 */
// What cannot be written has lost its connection, and that is seen anyway
@SuppressWarnings("FutureReturnValueIgnored")
public final class StompClient extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final int BEAT_SECONDS = 20;
    private static final String ASKED = "asked";
    private static final String ASKED_IN_PROBLEM = "\"receiptId\":\"%s\"".formatted(ASKED);
    private static final Pattern RETRY_AFTER = Pattern.compile("retryAfterMs\\W{1,3}(\\d{1,6})");

    /**
     * What a session is opened for.
     *
     * @param after the last event seen, or {@link #NOTHING_SEEN}
     * @param missed how many messages are awaited after it
     */
    public record Visit(Crowd.Seat seat, long after, int missed) {

        static final long NOTHING_SEEN = -1;

        /** Sees what comes from now on. */
        public static Visit first(Crowd.Seat seat) {
            return new Visit(seat, NOTHING_SEEN, 0);
        }

        private String resumeHeader() {
            return after == NOTHING_SEEN ? "" : "x-after:%d\n".formatted(after);
        }
    }

    /** The session is over; the server may have said when to come again. */
    public static final class Ended extends IOException {

        private static final long serialVersionUID = 1;

        private final long retryAfterMillis;

        private Ended(String why) {
            super("A session ended: " + why);
            var told = RETRY_AFTER.matcher(why);
            this.retryAfterMillis = told.find() ? Long.parseLong(told.group(1)) : 0;
        }

        public long retryAfterMillis() {
            return retryAfterMillis;
        }
    }

    private final Visit visit;
    private final Deliveries deliveries;
    private final CompletableFuture<StompClient> complete = new CompletableFuture<>();
    private volatile @Nullable Channel channel;
    private volatile @Nullable Consumer<String> asked;
    private volatile @Nullable Consumer<String> listener;
    private volatile boolean hearsOfErrors;
    private boolean subscribed;
    private int received;

    StompClient(Visit visit, Deliveries deliveries) {
        this.visit = visit;
        this.deliveries = deliveries;
    }

    /** Completes when the server has confirmed the subscription and sent what was missed. */
    public CompletableFuture<StompClient> complete() {
        return complete;
    }

    /** Sends a JSON body to the room, without waiting for its receipt. */
    public void send(String json) {
        write(
                "SEND\ndestination:/app/rooms/%s/send\ncontent-type:application/json\nreceipt:r\n\n%s\0"
                        .formatted(visit.seat().roomId(), json));
    }

    /** Sends a command to the room; one at a time, as its answer, a frame's text, is told. */
    public void ask(String verb, String json, Consumer<String> answer) {
        if (!hearsOfErrors) {
            write("SUBSCRIBE\nid:errors\ndestination:/user/queue/errors\n\n\0");
            hearsOfErrors = true;
        }
        asked = answer;
        write(
                "SEND\ndestination:/app/rooms/%s/%s\ncontent-type:application/json\nreceipt:%s\n\n%s\0"
                        .formatted(visit.seat().roomId(), verb, ASKED, json));
    }

    /**
     * Subscribes to a queue of the person's own, sends what it is to bring, and tells its frames.
     */
    public void listen(String queue, String to, String json, Consumer<String> frames) {
        listener = frames;
        write("SUBSCRIBE\nid:own\ndestination:%s\n\n\0".formatted(queue));
        write("SEND\ndestination:%s\ncontent-type:application/json\n\n%s\0".formatted(to, json));
    }

    /** Closes the connection. */
    public void close() {
        var open = channel;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            channel = ctx.channel();
            write(
                    "CONNECT\naccept-version:1.2\nhost:parley\nheart-beat:%d,25000\nAuthorization:Bearer %s\n\n\0"
                            .formatted(BEAT_SECONDS * 1_000, visit.seat().person().accessToken()));
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            fail(new LoadException("The upgrade timed out."));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            end("closed with %d %s".formatted(close.statusCode(), close.reasonText()));
            return;
        }
        received += deliveries.received(frame.content(), System.nanoTime());
        if (!subscribed) {
            settle(ctx, frame.content());
        }
        var answer = asked;
        if (answer != null) {
            tell(answer, frame.content());
        }
        var hears = listener;
        if (hears != null) {
            texts(frame.content())
                    .filter(text -> text.contains("subscription:own\n"))
                    .forEach(hears);
        }
        if (subscribed && received >= visit.missed()) {
            complete.complete(this);
        }
    }

    private void tell(Consumer<String> answer, ByteBuf content) {
        texts(content)
                .filter(
                        text ->
                                text.contains("receipt-id:" + ASKED)
                                        || text.contains(ASKED_IN_PROBLEM))
                .forEach(
                        text -> {
                            asked = null;
                            answer.accept(text);
                        });
    }

    /** A message of the WebSocket may hold several frames. */
    private static Stream<String> texts(ByteBuf content) {
        return Arrays.stream(content.toString(StandardCharsets.UTF_8).split("\0", -1));
    }

    /** Answers CONNECTED with SUBSCRIBE, whose receipt is the begin of the feed. */
    private void settle(ChannelHandlerContext ctx, ByteBuf content) {
        var text = content.toString(StandardCharsets.UTF_8);
        if (text.contains("ERROR\n")) {
            end("refused: " + text);
        }
        if (text.contains("CONNECTED\n")) {
            write(
                    "SUBSCRIBE\nid:s\ndestination:/topic/rooms/%s\n%sreceipt:subscribed\n\n\0"
                            .formatted(visit.seat().roomId(), visit.resumeHeader()));
        }
        if (text.contains("receipt-id:subscribed")) {
            subscribed = true;
            beat(ctx);
        }
    }

    private void beat(ChannelHandlerContext ctx) {
        var first = ThreadLocalRandom.current().nextInt(BEAT_SECONDS * 1_000);
        var beats =
                ctx.executor()
                        .scheduleAtFixedRate(
                                () -> write("\n"),
                                first,
                                BEAT_SECONDS * 1_000,
                                TimeUnit.MILLISECONDS);
        ctx.channel().closeFuture().addListener(closed -> beats.cancel(false));
    }

    private void write(String text) {
        var open = channel;
        if (open != null) {
            open.writeAndFlush(new TextWebSocketFrame(text), open.voidPromise());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end("connection lost");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(cause.toString());
        ctx.close();
    }

    private void end(String why) {
        fail(new Ended(why));
    }

    void fail(Throwable cause) {
        complete.completeExceptionally(cause);
    }
}
