package io.parley.redis;

import io.lettuce.core.RedisURI;
import java.util.Optional;

/** Which server holds what. */
interface Topology {

    /** The slot of a key or channel: what is in one slot is on one server, now and always. */
    int slotOf(String name);

    /** The master of a slot; empty while that is not known. Never blocks. */
    Optional<RedisURI> holderOf(int slot);

    /** What was said is not true any more: asks anew, in the background. */
    void refresh();

    /** One server, or the one that the sentinels name, holds everything. */
    static Topology of(RedisURI server) {
        var holder = Optional.of(server);
        return new Topology() {
            @Override
            public int slotOf(String name) {
                return 0;
            }

            @Override
            public Optional<RedisURI> holderOf(int slot) {
                return holder;
            }

            @Override
            public void refresh() {
                // Sentinels are asked with each new connection
            }
        };
    }
}
