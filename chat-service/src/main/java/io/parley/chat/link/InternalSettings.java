package io.parley.chat.link;

import io.parley.model.service.ServerAddress;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** Where the sibling services are, and the secret that they share. */
@Validated
@ConfigurationProperties("parley.internal")
public record InternalSettings(
        @Size(min = 32, message = "PARLEY_INTERNAL_SECRET must be set to 32 characters or more")
                String secret,
        @Pattern(
                        regexp = ServerAddress.SERVICE_URL,
                        message =
                                "PARLEY_USER_SERVICE_URL must be set, for example http://user-service:8080")
                String userServiceUrl,
        @Pattern(
                        regexp = ServerAddress.SERVICE_URL,
                        message =
                                "PARLEY_MESSAGE_SERVICE_URL must be set, for example http://message-service:8080")
                String messageServiceUrl) {

    public InternalSettings {
        userServiceUrl = withoutSlash(userServiceUrl);
        messageServiceUrl = withoutSlash(messageServiceUrl);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public String toString() {
        return "InternalSettings[userServiceUrl=%s, messageServiceUrl=%s]"
                .formatted(userServiceUrl, messageServiceUrl);
    }
}
