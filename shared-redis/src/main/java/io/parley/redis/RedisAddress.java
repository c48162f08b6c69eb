package io.parley.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;

/** Where Redis is. */
sealed interface RedisAddress {

    /** What every command, and every try to connect, is waited for. */
    Duration PATIENCE = Duration.ofSeconds(2);

    /** One server, by name. */
    record Single(RedisURI server) implements RedisAddress {}

    /** The master that the sentinels name. */
    record Sentinel(RedisURI master) implements RedisAddress {}

    /** A cluster; some of its servers tell of all others. */
    record Cluster(List<RedisURI> seeds) implements RedisAddress {}
}
