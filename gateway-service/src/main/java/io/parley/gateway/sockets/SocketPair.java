package io.parley.gateway.sockets;

import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.parley.gateway.edge.Refusals;
import io.parley.gateway.limits.ConnectionSlot;
import io.parley.gateway.pods.Pod;
import io.parley.model.wire.CloseCode;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket and the pod's socket that carry one conversation. Decides what the end of one
 * means for the other; the frames themselves pass in {@link FrameRelay}.
 *
 * <p>The two channels normally share an event loop, but nothing here relies on it.
 */
// What cannot be written has lost its connection, and the end of a connection is reported anyway
@SuppressWarnings("FutureReturnValueIgnored")
final class SocketPair {

    /** Longest frame in either direction; the pod bounds whole messages. */
    static final int MAX_FRAME = 65_536;

    /** Small on purpose: a client that does not read is noticed by the pod when these are full. */
    static final int SOCKET_BUFFER = 65_536;

    /** What one read takes of a client at most: of tiny frames even that holds thousands. */
    private static final int CLIENT_READ = 16_384;

    private static final int SMALLEST_READ = 64;
    private static final int FIRST_READ = 1_024;
    private static final int CLOSE_HANDSHAKE_SECONDS = 5;
    private static final int MEET_SECONDS = 10;

    /** Dismissals come in small steps: more is not needed to spread clients, and people notice. */
    private static final int MAX_RETRY_MS = 1_000;

    private final Pod pod;
    private final Channel podChannel;
    private final OpenSockets sockets;
    private final Refusals refusals;
    private final ConnectionSlot slot;
    private final FrameRelay podSide = new FrameRelay(this, FrameRelay.Side.POD, null);
    private final FrameRelay clientSide;
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile @Nullable Channel client;

    /**
     * @param slot released at the end
     * @param pace of the client
     */
    SocketPair(
            Pod pod,
            Channel podChannel,
            OpenSockets sockets,
            Refusals refusals,
            ConnectionSlot slot,
            FramePace pace) {
        this.pod = pod;
        this.podChannel = podChannel;
        this.sockets = sockets;
        this.refusals = refusals;
        this.slot = slot;
        this.clientSide = new FrameRelay(this, FrameRelay.Side.CLIENT, pace);
        slot.keep();
        podChannel.closeFuture().addListener(closed -> releaseUnlessMet());
        podChannel.eventLoop().schedule(this::endUnlessMet, MEET_SECONDS, TimeUnit.SECONDS);
    }

    FrameRelay podSide() {
        return podSide;
    }

    FrameRelay clientSide() {
        return clientSide;
    }

    /** The client is there: frames may flow. Its relay must be in its pipeline already. */
    void meet(Channel channel) {
        client = channel;
        channel.config().setOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER);
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, CLIENT_READ));
        pod.opened();
        sockets.add(this);
        channel.closeFuture().addListener(closed -> left());
        clientSide.connect(channel, podChannel);
        podSide.connect(podChannel, channel);
    }

    /** Ends both sides at once, for a client that was gone before it was there. */
    void abandon() {
        podChannel.close();
    }

    /** Asks the client to come back elsewhere; the pod sees a client that goes away. */
    void dismiss(CloseCode code) {
        var channel = client;
        if (channel == null) {
            return;
        }
        var reason = "retryAfterMs=" + ThreadLocalRandom.current().nextInt(MAX_RETRY_MS);
        channel.writeAndFlush(new CloseWebSocketFrame(code.code(), reason));
        podChannel.writeAndFlush(
                new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE));
        endSoon();
    }

    /** One side has begun to close: both are gone after a while, whether they answer or not. */
    void endSoon() {
        if (ending.compareAndSet(false, true)) {
            podChannel.eventLoop().schedule(this::end, CLOSE_HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A side broke the protocol and was told so by its decoder; the other is told in general. */
    void violated(FrameRelay.Side by, WebSocketCloseStatus status) {
        if (by == FrameRelay.Side.CLIENT) {
            refusals.count("frame");
            slot.misbehaved();
            podChannel.writeAndFlush(new CloseWebSocketFrame(status));
        } else {
            tellClient(WebSocketCloseStatus.INTERNAL_SERVER_ERROR);
        }
        endSoon();
    }

    /** The pod closes with this code. */
    void closedByPod(int code) {
        if (code == CloseCode.PROTOCOL_ERROR.code()) {
            slot.misbehaved();
        }
    }

    /** What was written to a side has left: the other may be read. */
    void drained(FrameRelay.Side side) {
        (side == FrameRelay.Side.CLIENT ? podSide : clientSide).drained();
    }

    /** The connection of a side is gone. */
    void gone(FrameRelay.Side side, boolean closedProperly) {
        if (side == FrameRelay.Side.CLIENT) {
            closeAfterWrites(podChannel);
            return;
        }
        if (!closedProperly) {
            tellClient(WebSocketCloseStatus.INTERNAL_SERVER_ERROR);
        }
        var channel = client;
        if (channel != null) {
            closeAfterWrites(channel);
        }
    }

    private void tellClient(WebSocketCloseStatus status) {
        var channel = client;
        if (channel != null) {
            channel.writeAndFlush(new CloseWebSocketFrame(status));
        }
    }

    private static void closeAfterWrites(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void left() {
        sockets.remove(this);
        pod.closed();
        slot.release();
    }

    private void releaseUnlessMet() {
        if (client == null) {
            slot.release();
        }
    }

    private void endUnlessMet() {
        if (client == null) {
            abandon();
        }
    }

    private void end() {
        podChannel.close();
        var channel = client;
        if (channel != null) {
            channel.close();
        }
    }
}
