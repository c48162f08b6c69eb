package io.parley.user.settings;

import io.parley.service.WrongSetting;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people reach the installation, for links in mail: a host, or a path of one.
 *
 * @param url empty where nobody needs one
 */
@ConfigurationProperties("parley.public")
public record PublicUrl(String url) {

    public PublicUrl {
        if (!url.isEmpty() && !isAddress(url)) {
            throw new WrongSetting(
                    "PARLEY_PUBLIC_URL must be the address at which people open Parley, such as"
                            + " https://chat.example.org, without query or fragment.");
        }
        url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    public boolean isSet() {
        return !url.isEmpty();
    }

    public boolean isSecure() {
        return url.startsWith("https:");
    }

    /** The host people see; empty without an address. */
    public String host() {
        @Nullable String host = isSet() ? URI.create(url).getHost() : null;
        return host == null ? "" : host;
    }

    /** A link to a place in the web client; without an address set it begins with the path. */
    public String link(String path) {
        return url + path;
    }

    private static boolean isAddress(String text) {
        try {
            var uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }
}
