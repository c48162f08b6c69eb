package io.parley.gateway.peer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Keeps the event loops when a gateway stops: in the tests' JVM, unlike in a gateway's own, they
 * also serve other gateways and the peers.
 */
@Configuration(proxyBeanMethods = false)
class SharedLoops {

    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        return new KeptResources();
    }

    private static final class KeptResources extends ReactorResourceFactory {

        @Override
        public void stop() {
            // Others still need them
        }

        @Override
        public void destroy() {
            // Others still need them
        }
    }
}
