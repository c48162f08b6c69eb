package io.parley.gateway.settings;

import io.parley.model.service.ServerAddress;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the chat pods are.
 *
 * @param addresses a list of pods, or {@code dns:} and a name that has an address for each pod
 */
@Validated
@ConfigurationProperties("parley.chat-pods")
public record PodSettings(
        @DefaultValue("")
                @Pattern(
                        regexp = "(dns:" + POD + ")|(" + POD + "(\\s*,\\s*" + POD + ")*)",
                        message =
                                "PARLEY_CHAT_PODS must be a list such as http://chat-1:8080,http://chat-2:8080, or dns:http://chat-service:8080")
                String addresses) {

    private static final String POD = ServerAddress.HTTP_HOST_PORT + "/?";
    private static final String DNS = "dns:";

    /** True where one name stands for all pods. */
    public boolean byName() {
        return addresses.startsWith(DNS);
    }

    /** The pods, or the one name of them. */
    public List<URI> uris() {
        var list = byName() ? addresses.substring(DNS.length()) : addresses;
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .map(URI::create)
                .distinct()
                .toList();
    }
}
