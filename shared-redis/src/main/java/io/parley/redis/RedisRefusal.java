package io.parley.redis;

/** Redis cannot be used as it is set; the message says why and what to do, and holds no secret. */
public final class RedisRefusal extends IllegalArgumentException {

    RedisRefusal(String message) {
        super(message);
    }

    RedisRefusal(String message, Throwable cause) {
        super(message, cause);
    }
}
