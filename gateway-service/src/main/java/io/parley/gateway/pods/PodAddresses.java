package io.parley.gateway.pods;

import io.parley.gateway.settings.PodSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Where pods are right now: as listed, or all addresses of their common name. */
@Component
class PodAddresses {

    private static final Logger LOG = LoggerFactory.getLogger(PodAddresses.class);

    private final PodSettings settings;

    /** Written and read by the directory's one refresher. */
    private volatile List<URI> last = List.of();

    PodAddresses(PodSettings settings) {
        this.settings = settings;
    }

    /**
     * Asks the name service where pods go by name: blocks. A failing one leaves things as they
     * were.
     */
    List<URI> now() {
        if (!settings.byName()) {
            return settings.uris();
        }
        var name = settings.uris().getFirst();
        try {
            last =
                    Arrays.stream(InetAddress.getAllByName(name.getHost()))
                            .map(address -> at(address, name.getPort()))
                            .distinct()
                            .toList();
        } catch (UnknownHostException e) {
            LOG.atWarn().addKeyValue("name", name.getHost()).log("No addresses of chat pods");
        }
        return last;
    }

    private static URI at(InetAddress address, int port) {
        var text = address.getHostAddress();
        return URI.create(
                address instanceof Inet6Address
                        ? "http://[%s]:%d".formatted(text.replaceFirst("%.*", ""), port)
                        : "http://%s:%d".formatted(text, port));
    }
}
