package io.parley.message.infra;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.parley.kafka.trace.MessageTracer;
import io.parley.kafka.trace.TracingSettings;
import io.parley.redis.RedisConnections;
import io.parley.redis.RedisSettings;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clients of PostgreSQL and Redis, and the tracer, that the whole service shares. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RedisSettings.class, TracingSettings.class})
class Connections {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

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

    @Bean(destroyMethod = "close")
    MessageTracer messageTracer(TracingSettings settings) {
        return settings.tracer("message-service", UUID.randomUUID().toString());
    }

    /** Connects when it is first used; commands fail at once while Redis is away. */
    @Bean(destroyMethod = "close")
    RedisConnections redisConnections(RedisSettings settings) {
        return new RedisConnections(settings);
    }
}
