package io.parley.message.infra;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clients of PostgreSQL and Redis that the whole service shares. */
@Configuration(proxyBeanMethods = false)
class Connections {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(2);

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(DatabaseSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("message");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "message-service");
        config.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT.toSeconds());
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(config);
    }

    /** Connects when it is first used; commands fail at once while Redis is away. */
    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(RedisSettings settings) {
        var uri = RedisURI.create(settings.url());
        uri.setTimeout(REDIS_TIMEOUT);
        var client = RedisClient.create(uri);
        client.setOptions(
                ClientOptions.builder()
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .socketOptions(
                                SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                        .timeoutOptions(TimeoutOptions.enabled(REDIS_TIMEOUT))
                        .build());
        return client;
    }
}
