package io.parley.gateway;

import io.parley.model.service.HostNames;
import io.parley.redis.RedisSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The one public port of a Parley installation. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableConfigurationProperties(RedisSettings.class)
public class GatewayApplication {

    public static void main(String[] args) {
        HostNames.forgetSoon();
        SpringApplication.run(GatewayApplication.class, args);
    }
}
