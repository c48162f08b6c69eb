package io.parley.chat;

import io.parley.model.service.HostNames;
import io.parley.service.web.RequestProblems;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** One chat pod. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(RequestProblems.class)
public class ChatApplication {

    /**
     * Tomcat gives every WebSocket five buffers of this size, read once when it loads its class.
     */
    private static final String WEBSOCKET_BUFFER_BYTES = "1024";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static void main(String[] args) {
        HostNames.forgetSoon();
        System.setProperty(
                "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", WEBSOCKET_BUFFER_BYTES);
        SpringApplication.run(ChatApplication.class, args);
    }
}
