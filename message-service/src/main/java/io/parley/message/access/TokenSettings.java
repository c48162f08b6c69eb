package io.parley.message.access;

import io.parley.service.WrongSetting;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Who must have issued an access token. */
@ConfigurationProperties("parley.token")
record TokenSettings(@DefaultValue("parley") String issuer) {

    private static final Pattern ISSUER = Pattern.compile("\\S+");

    TokenSettings {
        WrongSetting.require(
                "PARLEY_TOKEN_ISSUER", issuer, ISSUER, "set it to what user-service has");
    }
}
