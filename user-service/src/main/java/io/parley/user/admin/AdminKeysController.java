package io.parley.user.admin;

import io.parley.model.wire.ErrorCode;
import io.parley.user.access.Caller;
import io.parley.user.http.Problems;
import io.parley.user.token.RotateKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The signing keys, for admins. */
@RestController
final class AdminKeysController {

    private final RotateKeys rotateKeys;

    AdminKeysController(RotateKeys rotateKeys) {
        this.rotateKeys = rotateKeys;
    }

    /**
     * @param compromised the keys so far may be in other hands: they end at once
     */
    record Request(@NotNull @Reason String reason, @Nullable Boolean compromised) {}

    @PostMapping(path = "/admin/keys/rotate", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> rotate(
            @AuthenticationPrincipal Jwt token, @Valid @RequestBody Request request) {
        if (Boolean.TRUE.equals(request.compromised())) {
            return ResponseEntity.ok(
                    rotateKeys.replaceStolen(Caller.of(token).id(), request.reason()));
        }
        return rotateKeys
                .rotate(Caller.of(token).id(), request.reason())
                .map(next -> ResponseEntity.ok().<Object>body(next))
                .orElseGet(
                        () ->
                                Problems.of(
                                        ErrorCode.CONFLICT,
                                        "A new key is published already and will sign soon."));
    }
}
