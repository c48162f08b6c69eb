package io.parley.message.post.follow;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the stream of posts on its path. */
@Configuration(proxyBeanMethods = false)
class FollowEndpoint {

    private static final String BUFFER_BYTES = "2048";

    @Bean
    ServletRegistrationBean<FollowServlet> postUpdates(
            Followers followers, FollowerLimits limits, Backlogs backlogs, Tickets tickets) {
        var registration =
                new ServletRegistrationBean<>(
                        new FollowServlet(followers, limits, backlogs, tickets), "/posts/updates");
        registration.setAsyncSupported(true);
        return registration;
    }

    /** A stream keeps its connection's buffers for as long as it is open. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
        return factory -> {
            factory.setProtocol(SmallBuffers.class.getName());
            factory.addConnectorCustomizers(
                    connector -> {
                        connector.setProperty("socket.appReadBufSize", BUFFER_BYTES);
                        connector.setProperty("socket.appWriteBufSize", BUFFER_BYTES);
                    });
        };
    }
}
