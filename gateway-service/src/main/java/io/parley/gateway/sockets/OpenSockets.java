package io.parley.gateway.sockets;

import io.parley.model.wire.CloseCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The sockets that are open, and whether new ones may be. */
@Component
class OpenSockets {

    private final Set<SocketPair> pairs = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    void add(SocketPair pair) {
        pairs.add(pair);
        if (draining) {
            pair.dismiss(CloseCode.DRAINING);
        }
    }

    void remove(SocketPair pair) {
        pairs.remove(pair);
    }

    boolean draining() {
        return draining;
    }

    /** From now on nobody comes in; returns who has to leave. */
    List<SocketPair> drain() {
        draining = true;
        return List.copyOf(pairs);
    }
}
