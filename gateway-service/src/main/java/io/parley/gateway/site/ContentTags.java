package io.parley.gateway.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;

/** ETags made of content: the same on every gateway and after every restart. */
final class ContentTags {

    private static final int DIGITS = 32;

    /** As many entries as there are files in the jar. */
    private final Map<String, String> known = new ConcurrentHashMap<>();

    String of(Resource file) {
        return known.computeIfAbsent(file.getDescription(), name -> digest(file));
    }

    /** Weak, because the answer may be compressed on the way out. */
    private static String digest(Resource file) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(file.getContentAsByteArray());
            return "W/\"" + HexFormat.of().formatHex(sha).substring(0, DIGITS) + '"';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
