package io.parley.redis;

import io.parley.service.WrongSetting;

/** Redis cannot be used as it is set; the message says why and what to do, and holds no secret. */
public final class RedisRefusal extends WrongSetting {

    RedisRefusal(String message) {
        super(message);
    }

    RedisRefusal(String message, Throwable cause) {
        super(message, cause);
    }
}
