package io.parley.gateway.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
 * not drain or the client is faster than its pace. Reading goes on by itself otherwise.
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
    private final @Nullable FramePace pace;

    /** What came before the other side was there: at most one read's worth, then reading stops. */
    private @Nullable Queue<WebSocketFrame> early = new ArrayDeque<>(0);

    private @Nullable Channel own;
    private @Nullable Channel other;
    private boolean closeReceived;
    private boolean lingering;
    private boolean resting;

    /**
     * @param pace how fast frames are taken; absent for no limit
     */
    FrameRelay(SocketPair pair, Side side, @Nullable FramePace pace) {
        this.pair = pair;
        this.side = side;
        this.pace = pace;
    }

    /** Lets frames flow. */
    void connect(Channel own, Channel target) {
        if (own.eventLoop().inEventLoop()) {
            begin(own, target);
        } else {
            own.eventLoop().execute(() -> begin(own, target));
        }
    }

    private void begin(Channel channel, Channel target) {
        own = channel;
        other = target;
        var waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(frame -> pass(frame, target));
            target.flush();
        }
        if (channel.isActive()) {
            readOn();
        } else {
            pair.gone(side, closeReceived);
        }
    }

    /** The other side has drained: reads on unless something else speaks against it. */
    void drained() {
        var channel = own;
        if (channel == null || channel.eventLoop().inEventLoop()) {
            readOn();
        } else {
            channel.eventLoop().execute(this::readOn);
        }
    }

    private void readOn() {
        if (own != null && other != null) {
            own.config().setAutoRead(lingering || (!resting && other.isWritable()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof WebSocketFrame frame) || lingering) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (pace != null && !pace.take()) {
            // At once: one read may go on for as long as input comes
            resting = true;
            ctx.channel().config().setAutoRead(false);
        }
        var target = other;
        if (target != null) {
            pass(frame, target);
        } else if (early != null) {
            early.add(frame);
        }
    }

    private void rested() {
        resting = false;
        readOn();
    }

    private void pass(WebSocketFrame frame, Channel target) {
        if (frame instanceof CloseWebSocketFrame close) {
            closeReceived = true;
            if (side == Side.POD) {
                pair.closedByPod(close.statusCode());
            }
            pair.endSoon();
        }
        target.write(frame, target.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (pace != null && resting) {
            // Only now is it known how much was taken too early
            ctx.executor().schedule(this::rested, pace.restNanos(), TimeUnit.NANOSECONDS);
        }
        var target = other;
        if (target == null) {
            return;
        }
        target.flush();
        if (target.isActive()) {
            readOn();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            pair.drained(side);
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
        if (lingering) {
            // The pod's side ends meanwhile, and closes this one too: the client may still be
            // sending
            ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
            return;
        }
        if (side == Side.POD
                || closeReceived
                || !(ctx.channel() instanceof DuplexChannel duplex)
                || !duplex.isActive()
                || ctx.pipeline().get(SslHandler.class) != null) {
            ctx.close(promise);
            return;
        }
        lingering = true;
        duplex.shutdownOutput();
        // What still comes is thrown away as it is: nobody has to decode it
        ctx.pipeline().addFirst(new Discard());
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

    private static final class Discard extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
