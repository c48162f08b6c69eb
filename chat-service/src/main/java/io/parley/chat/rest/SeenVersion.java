package io.parley.chat.rest;

import io.parley.model.message.MessageFold;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.VersionTag;
import io.parley.service.web.RefusedRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The version of a message that the author of an edit has seen: what STOMP calls ifVersion. */
final class SeenVersion {

    private SeenVersion() {}

    /** Absent where any will do: the event in the log can name one version, or none. */
    static @Nullable Integer of(@Nullable String ifMatch) {
        if (ifMatch == null || VersionTag.isAny(ifMatch)) {
            return null;
        }
        var named = VersionTag.named(ifMatch);
        if (named.size() > 1) {
            throw RefusedRequest.invalid(HttpHeaders.IF_MATCH, "must be one tag, or *");
        }
        return named.stream()
                .filter(tag -> tag.matches("[1-9]\\d{0,2}"))
                .map(Integer::valueOf)
                .filter(version -> version <= MessageFold.MAX_VERSIONS)
                .findFirst()
                .orElseThrow(
                        () ->
                                new RefusedRequest(
                                        Problem.of(
                                                ErrorCode.PRECONDITION_FAILED,
                                                "It never had such a version.")));
    }
}
