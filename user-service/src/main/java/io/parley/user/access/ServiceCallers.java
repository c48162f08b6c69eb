package io.parley.user.access;

import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This service among the others. */
@Configuration(proxyBeanMethods = false)
class ServiceCallers {

    @Bean
    ServiceTokens serviceTokens(InternalSettings settings) {
        return new ServiceTokens(settings.secret(), ServiceName.USER, Clock.systemUTC());
    }
}
