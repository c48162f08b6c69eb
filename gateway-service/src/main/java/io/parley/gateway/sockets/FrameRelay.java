package io.parley.gateway.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes WebSocket frames from its channel to the other one, unchanged: pings, fragments and close
 * codes too. It stands before Reactor Netty's bridge in the pipeline, so that a frame costs no
 * subscription, no wrapper and no task; one flush per read, and no read while the other side does
 * not drain. Reading goes on by itself otherwise.
 *
 * <p>Fields belong to the channel's event loop.
 */
// What cannot be written has lost its connection, and the end of a connection is reported anyway
@SuppressWarnings("FutureReturnValueIgnored")
final class FrameRelay extends ChannelDuplexHandler {

    static final String NAME = "parley.relay";

    private static final int LINGER_SECONDS = 2;

    /** Whom a channel leads to. */
    enum Side {
        CLIENT,
        POD
    }

    private final SocketPair pair;
    private final Side side;

    /** What came before the other side was there: at most one read's worth, then reading stops. */
    private @Nullable Queue<WebSocketFrame> early = new ArrayDeque<>(0);

    private @Nullable Channel other;
    private boolean closeReceived;
    private boolean lingering;

    FrameRelay(SocketPair pair, Side side) {
        this.pair = pair;
        this.side = side;
    }

    /** Lets frames flow. */
    void connect(Channel own, Channel target) {
        if (own.eventLoop().inEventLoop()) {
            begin(own, target);
        } else {
            own.eventLoop().execute(() -> begin(own, target));
        }
    }

    private void begin(Channel own, Channel target) {
        other = target;
        var waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(frame -> pass(frame, target));
            target.flush();
        }
        if (own.isActive()) {
            own.config().setAutoRead(true);
        } else {
            pair.gone(side, closeReceived);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof WebSocketFrame frame) || lingering) {
            ReferenceCountUtil.release(message);
            return;
        }
        var target = other;
        if (target != null) {
            pass(frame, target);
        } else if (early != null) {
            early.add(frame);
        }
    }

    private void pass(WebSocketFrame frame, Channel target) {
        if (frame instanceof CloseWebSocketFrame) {
            closeReceived = true;
            pair.endSoon();
        }
        target.write(frame, target.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        var target = other;
        if (target == null) {
            return;
        }
        target.flush();
        if (!lingering && !target.isWritable() && target.isActive()) {
            var reading = ctx.channel().config();
            reading.setAutoRead(false);
            // It may have drained in between, on a thread of its own, and would not say so again
            reading.setAutoRead(target.isWritable());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        var source = other;
        if (source != null && ctx.channel().isWritable()) {
            source.config().setAutoRead(true);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (other != null) {
            pair.gone(side, closeReceived);
        }
        ctx.fireChannelInactive();
    }

    /** A connection reset is followed by channelInactive, which says it all. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            pair.violated(side, corrupted.closeStatus());
        } else {
            ctx.close();
        }
    }

    /**
     * Closes a client's connection in two steps, unless it has said goodbye: a close with unread
     * input makes the kernel reset the connection, and the reset may overtake our close frame.
     */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (lingering
                || side == Side.POD
                || closeReceived
                || !(ctx.channel() instanceof DuplexChannel duplex)
                || !duplex.isActive()
                || ctx.pipeline().get(SslHandler.class) != null) {
            ctx.close(promise);
            return;
        }
        lingering = true;
        duplex.shutdownOutput();
        duplex.config().setAutoRead(true);
        ctx.executor().schedule(() -> ctx.close(promise), LINGER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        var waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(ReferenceCountUtil::release);
        }
    }
}
