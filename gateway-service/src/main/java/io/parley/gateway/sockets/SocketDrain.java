package io.parley.gateway.sockets;

import io.parley.gateway.settings.DrainSettings;
import io.parley.model.wire.CloseCode;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Sends clients away in small steps before the web server stops: it does not wait for WebSockets,
 * and all of them returning at once would hit the gateways that stay.
 */
@Component
class SocketDrain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SocketDrain.class);

    /** Stops before the web server begins its own graceful stop. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private static final Duration STEP = Duration.ofMillis(50);
    private static final int MIN_PER_STEP = 20;

    private final OpenSockets sockets;
    private final DrainSettings settings;
    private volatile boolean running;

    SocketDrain(OpenSockets sockets, DrainSettings settings) {
        this.sockets = sockets;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        var leaving = sockets.drain();
        LOG.atInfo().addKeyValue("sockets", leaving.size()).log("Draining");
        Flux.fromIterable(leaving)
                .buffer(perStep(leaving.size(), settings.time()))
                .concatMap(
                        step ->
                                Flux.fromIterable(step)
                                        .doOnNext(SocketDrain::dismiss)
                                        .then()
                                        .delaySubscription(STEP))
                .doFinally(end -> done.run())
                .subscribe();
    }

    static int perStep(int sockets, Duration time) {
        var steps = Math.max(1, time.dividedBy(STEP));
        return Math.toIntExact(Math.max(MIN_PER_STEP, Math.ceilDiv((long) sockets, steps)));
    }

    private static void dismiss(SocketPair pair) {
        pair.dismiss(CloseCode.DRAINING);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
