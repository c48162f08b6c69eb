package io.parley.message.infra;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How to reach Redis. */
@ConfigurationProperties("parley.redis")
record RedisSettings(@DefaultValue("") String url) {

    private static final Pattern URL = Pattern.compile("rediss?://\\S+");

    RedisSettings {
        WrongSetting.require(
                "PARLEY_REDIS_URL", url, URL, "set it to the server, as in redis://host:6379");
    }

    @Override
    public String toString() {
        return "RedisSettings[]";
    }
}
