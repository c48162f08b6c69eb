package io.parley.service.web;

import java.net.URI;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Addresses of what a request has made, relative to the request's own. So they are right whatever
 * the gateway, or a proxy before it, has taken away in front of the path.
 */
public final class Locations {

    private static final String UP = "../";

    private Locations() {}

    /**
     * For {@code Location} in the answer to the request of this thread.
     *
     * @param path of this service, such as {@code /rooms/1}
     */
    public static URI of(String path) {
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return relative(attributes.getRequest().getRequestURI(), path);
    }

    static URI relative(String from, String path) {
        var depth = from.chars().filter(each -> each == '/').count() - 1;
        return URI.create(UP.repeat((int) Math.max(0, depth)) + path.substring(1));
    }
}
