package io.parley.service;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/**
 * Versions as entity tags: {@code ETag: "7"}, {@code If-Match: "6", "7"}.
 *
 * <p>The tag names the version of what is edited, not the bytes of one answer. So a proxy that
 * compresses and therefore sends {@code W/"7"} or {@code "7-gzip"} to the client still names the
 * version 7, and both are taken for it.
 */
public final class VersionTag {

    /** The endings by which Apache, Caddy and Jetty mark a compressed answer. */
    private static final Pattern COMPRESSED = Pattern.compile("--?(gzip|br|zstd|deflate)$");

    private VersionTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Whether an edit of this version is wanted: one of the tags names it, {@code *} is any, and
     * without {@code If-Match} the last writer wins.
     *
     * @param ifMatch the value of the header, of all its lines with commas between
     */
    public static boolean isWanted(@Nullable String ifMatch, long current) {
        return ifMatch == null || names(ifMatch, current);
    }

    /** Whether the client holds this version already, as {@code If-None-Match} says. */
    public static boolean isHeld(@Nullable String ifNoneMatch, long current) {
        return ifNoneMatch != null && names(ifNoneMatch, current);
    }

    /** Whether any version is meant: {@code *} is among the tags. */
    public static boolean isAny(String tags) {
        return ETag.parse(tags).stream().anyMatch(ETag::isWildcard);
    }

    /** What the tags name, as it is written: what is no version is there, too. */
    public static List<String> named(String tags) {
        return ETag.parse(tags).stream().map(VersionTag::name).toList();
    }

    private static boolean names(String tags, long version) {
        return isAny(tags) || named(tags).contains(Long.toString(version));
    }

    private static String name(ETag tag) {
        return COMPRESSED.matcher(tag.tag()).replaceFirst("");
    }
}
