package io.parley.message;

import io.parley.model.service.HostNames;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Keeps rooms, stores the chat log in PostgreSQL, serves history and posts. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class MessageApplication {

    public static void main(String[] args) {
        HostNames.forgetSoon();
        SpringApplication.run(MessageApplication.class, args);
    }
}
