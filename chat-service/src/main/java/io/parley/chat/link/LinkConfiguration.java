package io.parley.chat.link;

import io.parley.kafka.trace.MessageTracer;
import io.parley.kafka.trace.TracingSettings;
import io.parley.redis.RedisChannels;
import io.parley.redis.RedisConnections;
import io.parley.redis.RedisSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pod's connections to Redis; who needs one of its own takes it from here. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RedisSettings.class, TracingSettings.class})
class LinkConfiguration {

    @Bean(destroyMethod = "close")
    MessageTracer messageTracer(TracingSettings settings, PodSettings pod) {
        return settings.tracer("chat-service", pod.id());
    }

    @Bean(destroyMethod = "close")
    RedisConnections redisConnections(RedisSettings settings) {
        return new RedisConnections(settings);
    }

    /** The pod does not start without Redis, but lives on when it goes away. */
    @Bean(destroyMethod = "close")
    RedisLink redisLink(RedisConnections redis) {
        return new RedisLink(redis);
    }

    /** What the pod hears; begins to connect with the first channel. */
    @Bean(destroyMethod = "close")
    RedisChannels redisChannels(RedisConnections redis) {
        return redis.channels();
    }
}
