package io.parley.gateway;

import io.parley.redis.RedisSettings;
import java.security.Security;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The one public port of a Parley installation. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableConfigurationProperties(RedisSettings.class)
public class GatewayApplication {

    /** The JDK would keep addresses of a name for 30 s; new chat pods shall be found sooner. */
    private static final String DNS_CACHE_SECONDS = "2";

    public static void main(String[] args) {
        Security.setProperty("networkaddress.cache.ttl", DNS_CACHE_SECONDS);
        SpringApplication.run(GatewayApplication.class, args);
    }
}
