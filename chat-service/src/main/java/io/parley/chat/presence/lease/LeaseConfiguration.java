package io.parley.chat.presence.lease;

import io.parley.chat.link.OwnThread;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one thread of all that presence is. */
@Configuration(proxyBeanMethods = false)
class LeaseConfiguration {

    @Bean(destroyMethod = "close")
    OwnThread presenceThread() {
        return new OwnThread("presence");
    }
}
