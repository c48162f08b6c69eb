package io.parley.chaos.control;

import io.parley.chaos.proxy.FaultProxy;
import io.parley.chaos.proxy.PayloadRule;
import io.parley.stack.Links;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** A proxy in each link of the suite. */
public final class ProxiedLinks implements Links, AutoCloseable {

    /** Room channels only: the suite's other channels are its own affair. */
    private static final String ROOM_CHANNEL = ":c:";

    private final Map<Link, FaultProxy> proxies = new ConcurrentHashMap<>();
    private final PayloadRule payloads = new PayloadRule(channel -> channel.contains(ROOM_CHANNEL));

    @Override
    public int route(String from, String to, int port) {
        return proxies.computeIfAbsent(new Link(from, to), link -> open(link, port)).port();
    }

    private FaultProxy open(Link link, int port) {
        return link.to().equals(ChaosSuite.REDIS)
                ? FaultProxy.toRedis(link.toString(), port, payloads)
                : FaultProxy.to(link.toString(), port);
    }

    /** What becomes of the room events that Redis publishes. */
    public PayloadRule payloads() {
        return payloads;
    }

    public FaultProxy get(String from, String to) {
        var proxy = proxies.get(new Link(from, to));
        if (proxy == null) {
            throw new IllegalArgumentException("no link from " + from + " to " + to);
        }
        return proxy;
    }

    /** All links to a member. */
    public List<FaultProxy> to(String member) {
        return where(link -> link.to().equals(member));
    }

    private List<FaultProxy> where(Predicate<Link> which) {
        return proxies.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultProxy::close);
    }
}
