package io.parley.chat.token;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** What an access token must name as its issuer. */
@Validated
@ConfigurationProperties("parley.token")
record TokenSettings(
        @NotBlank(message = "PARLEY_TOKEN_ISSUER must name the issuer of access tokens")
                String issuer) {}
