package io.parley.message.access;

import io.parley.service.WrongSetting;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The secret by which services know each other. */
@ConfigurationProperties("parley.internal")
public record InternalSettings(@DefaultValue("") String secret) {

    private static final Pattern LONG_ENOUGH = Pattern.compile("[\\x21-\\x7e]{32,}");

    public InternalSettings {
        WrongSetting.require(
                "PARLEY_INTERNAL_SECRET",
                secret,
                LONG_ENOUGH,
                "set it to the same 32 or more printable characters in every service");
    }

    @Override
    public String toString() {
        return "InternalSettings[]";
    }
}
