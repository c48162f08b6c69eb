package io.parley.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One STOMP session: connects, subscribes to a room, then only counts. All but {@link #send}
 * happens on its event loop.
 */
// What cannot be written has lost its connection, and that is seen anyway
@SuppressWarnings("FutureReturnValueIgnored")
final class StompClient extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final int BEAT_SECONDS = 20;

    private final String accessToken;
    private final String roomId;
    private final Deliveries deliveries;
    private final CompletableFuture<StompClient> ready = new CompletableFuture<>();
    private volatile @Nullable Channel channel;

    StompClient(String accessToken, String roomId, Deliveries deliveries) {
        this.accessToken = accessToken;
        this.roomId = roomId;
        this.deliveries = deliveries;
    }

    /** Completes when the server has confirmed the subscription. */
    CompletableFuture<StompClient> ready() {
        return ready;
    }

    /** Sends a JSON body to the room, without waiting for its receipt. */
    void send(String json) {
        write(
                "SEND\ndestination:/app/rooms/%s/send\ncontent-type:application/json\nreceipt:r\n\n%s\0"
                        .formatted(roomId, json));
    }

    void close() {
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
                            .formatted(BEAT_SECONDS * 1_000, accessToken));
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            ready.completeExceptionally(new LoadException("The upgrade timed out."));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            end("closed with " + close.statusCode());
        } else if (ready.isDone()) {
            deliveries.received(frame.content(), System.nanoTime());
        } else {
            settle(ctx, frame.content());
        }
    }

    /** Answers CONNECTED with SUBSCRIBE, and is ready with the receipt of that. */
    private void settle(ChannelHandlerContext ctx, ByteBuf content) {
        var text = content.toString(StandardCharsets.UTF_8);
        if (text.contains("ERROR\n")) {
            end("refused: " + text);
        }
        if (text.contains("CONNECTED\n")) {
            write(
                    "SUBSCRIBE\nid:s\ndestination:/topic/rooms/%s\nreceipt:subscribed\n\n\0"
                            .formatted(roomId));
        }
        if (text.contains("receipt-id:subscribed")) {
            beat(ctx);
            ready.complete(this);
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
        ready.completeExceptionally(new LoadException("A session ended: " + why));
    }
}
