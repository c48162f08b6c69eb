package io.parley.message.post.follow;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the stream of posts on its path. */
@Configuration(proxyBeanMethods = false)
class FollowEndpoint {

    @Bean
    ServletRegistrationBean<FollowServlet> postUpdates(
            Followers followers, FollowerLimits limits, Backlogs backlogs, Tickets tickets) {
        var registration =
                new ServletRegistrationBean<>(
                        new FollowServlet(followers, limits, backlogs, tickets), "/posts/updates");
        registration.setAsyncSupported(true);
        return registration;
    }
}
