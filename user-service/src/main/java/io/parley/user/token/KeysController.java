package io.parley.user.token;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The public halves of the signing keys, and where they are. */
@RestController
final class KeysController {

    private static final String KEYS = "/.well-known/jwks.json";
    private static final CacheControl SHARED =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final SigningKeys keys;
    private final TokenSettings settings;

    KeysController(SigningKeys keys, TokenSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    @GetMapping(KEYS)
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok().cacheControl(SHARED).body(keys.published().toJSONObject());
    }

    @GetMapping("/.well-known/openid-configuration")
    ResponseEntity<Map<String, Object>> discovery(HttpServletRequest request) {
        return ResponseEntity.ok()
                .cacheControl(SHARED)
                .body(
                        Map.of(
                                "issuer",
                                settings.issuer(),
                                "jwks_uri",
                                base(request) + KEYS,
                                "id_token_signing_alg_values_supported",
                                List.of("ES256"),
                                "subject_types_supported",
                                List.of("public"),
                                "response_types_supported",
                                List.of("token")));
    }

    /** An issuer that is an address is the public one; else the one that was asked. */
    private String base(HttpServletRequest request) {
        var issuer = settings.issuer();
        return issuer.startsWith("https://") || issuer.startsWith("http://")
                ? issuer.replaceAll("/+$", "")
                : ServletUriComponentsBuilder.fromContextPath(request).toUriString();
    }
}
