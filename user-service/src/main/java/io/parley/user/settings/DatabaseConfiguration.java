package io.parley.user.settings;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands the checked settings to the connection pool, so that they are checked before it starts. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    JdbcConnectionDetails database(DatabaseSettings settings) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return settings.user();
            }

            @Override
            public String getPassword() {
                return settings.password();
            }

            @Override
            public String getJdbcUrl() {
                return settings.url();
            }
        };
    }
}
