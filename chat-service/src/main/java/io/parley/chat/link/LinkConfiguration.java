package io.parley.chat.link;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One Redis client for the pod; who needs a connection of its own takes it from the client. */
@Configuration(proxyBeanMethods = false)
class LinkConfiguration {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofSeconds(1);

    @Bean(destroyMethod = "shutdown")
    ClientResources redisResources() {
        return ClientResources.builder()
                .reconnectDelay(
                        Delay.fullJitter(
                                Duration.ofMillis(50),
                                LONGEST_RECONNECT_DELAY,
                                50,
                                TimeUnit.MILLISECONDS))
                .build();
    }

    @Bean
    RedisURI redisAddress(RedisSettings settings) {
        var address = RedisURI.create(settings.url());
        address.setTimeout(COMMAND_TIMEOUT);
        return address;
    }

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(RedisURI address, ClientResources resources) {
        var client = RedisClient.create(resources, address);
        client.setOptions(
                ClientOptions.builder()
                        .autoReconnect(true)
                        // A command that waits for a lost link must fail, not pile up
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
                        .socketOptions(
                                SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                        .build());
        return client;
    }

    /** The pod does not start without Redis, but lives on when it goes away. */
    @Bean(destroyMethod = "close")
    RedisLink redisLink(RedisClient client, RedisURI address) {
        return new RedisLink(client, address);
    }
}
