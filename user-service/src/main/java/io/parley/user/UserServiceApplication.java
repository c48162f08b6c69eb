package io.parley.user;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.parley.model.service.HostNames;
import io.parley.model.wire.RequestJson;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.json.JsonMapper;

/** Starts user-service. Settings: docs/configuration.md. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
public class UserServiceApplication {

    public static void main(String[] args) {
        HostNames.forgetSoon();
        SpringApplication.run(UserServiceApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** UUIDv7: ids grow with time, so that new rows land together in their index. */
    @Bean
    NoArgGenerator ids() {
        return Generators.timeBasedEpochRandomGenerator();
    }

    @Bean
    JsonMapper jsonMapper() {
        return RequestJson.MAPPER;
    }
}
