package io.parley.chaos.control;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.function.Function;

/** Commands to a Redis server, past all proxies, each over a connection of its own. */
public final class RedisAdmin {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private RedisAdmin() {}

    /**
     * @param url with the password, where the server asks for one
     */
    public static <T> T call(String url, Function<RedisCommands<String, String>, T> command) {
        var uri = RedisURI.create(url);
        uri.setTimeout(PATIENCE);
        try (var client = RedisClient.create(uri)) {
            client.setOptions(ClientOptions.builder().autoReconnect(false).build());
            try (var connection = client.connect()) {
                return command.apply(connection.sync());
            }
        }
    }
}
