package io.parley.message.access;

import io.parley.model.service.ServerAddress;
import io.parley.service.WrongSetting;
import java.net.URI;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where user-service is: its keys check tokens, its directory knows people. */
@ConfigurationProperties("parley.user-service")
public record UserServiceSettings(@DefaultValue("") String url) {

    private static final Pattern URL = Pattern.compile(ServerAddress.SERVICE_URL);

    public UserServiceSettings {
        WrongSetting.require(
                "PARLEY_USER_SERVICE_URL", url, URL, "set it as in http://user-service:8080");
        url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    URI keys() {
        return URI.create(url + "/.well-known/jwks.json");
    }
}
