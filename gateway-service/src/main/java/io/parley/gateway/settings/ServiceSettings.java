package io.parley.gateway.settings;

import io.parley.model.service.ServerAddress;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** Where the services are, and the secret that they share. */
@Validated
@ConfigurationProperties("parley.services")
public record ServiceSettings(
        @Pattern(
                        regexp = ServerAddress.SERVICE_URL,
                        message =
                                "PARLEY_USER_SERVICE_URL must be http://host:port without a path, for example http://user-service:8080")
                String userUrl,
        @Pattern(
                        regexp = ServerAddress.SERVICE_URL,
                        message =
                                "PARLEY_MESSAGE_SERVICE_URL must be http://host:port without a path, for example http://message-service:8080")
                String messageUrl,
        @Size(min = 32, message = "PARLEY_INTERNAL_SECRET must be set to 32 characters or more")
                String internalSecret) {

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "ServiceSettings[userUrl=%s, messageUrl=%s]".formatted(userUrl, messageUrl);
    }
}
