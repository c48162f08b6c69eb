package io.parley.user.oidc;

import io.parley.model.wire.ErrorCode;
import io.parley.user.http.Problems;
import io.parley.user.secret.Secrets;
import io.parley.user.settings.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The way of a browser to the identity provider and back: start, callback, and the exchange of a
 * one-time code for tokens, which never stand in an address.
 */
@RestController
final class OidcController {

    private static final Logger log = LoggerFactory.getLogger(OidcController.class);

    private final IdentityProvider provider;
    private final AskProvider askProvider;
    private final ExternalRequests requests;
    private final ExternalSignIn signIn;
    private final BrowserCookie cookie;
    private final PublicUrl here;

    OidcController(
            IdentityProvider provider,
            AskProvider askProvider,
            ExternalRequests requests,
            ExternalSignIn signIn,
            BrowserCookie cookie,
            PublicUrl here) {
        this.provider = provider;
        this.askProvider = askProvider;
        this.requests = requests;
        this.signIn = signIn;
        this.cookie = cookie;
        this.here = here;
    }

    record TokenRequest(@NotNull @Size(max = 128) String code) {}

    /** Why a sign-in did not come about, as the web client reads it from the address. */
    private enum Failure {
        DENIED("denied"),
        EXPIRED("expired"),
        REFUSED("refused"),
        UNAVAILABLE("unavailable");

        private final String wireName;

        Failure(String wireName) {
            this.wireName = wireName;
        }
    }

    @GetMapping("/auth/oidc/start")
    ResponseEntity<Object> start() {
        if (provider.button().isEmpty()) {
            return Problems.of(ErrorCode.NOT_FOUND, "There is no identity provider here.");
        }
        var browser = Secrets.newText();
        try {
            var address = askProvider.address(requests.begin(browser));
            return redirect(address, cookie.set(browser));
        } catch (IllegalArgumentException | IllegalStateException away) {
            log.atWarn()
                    .addKeyValue("cause", away.getClass().getSimpleName())
                    .log("the identity provider does not say what it is");
            return failed(Failure.UNAVAILABLE);
        }
    }

    @GetMapping("/auth/oidc/callback")
    ResponseEntity<Object> callback(
            @RequestParam(defaultValue = "") @Size(max = 4096) String code,
            @RequestParam(defaultValue = "") @Size(max = 128) String state,
            HttpServletRequest call) {
        var browser = cookie.read(call);
        var request = browser.flatMap(known -> requests.end(state, known));
        if (request.isEmpty()) {
            return failed(Failure.EXPIRED);
        }
        if (code.isEmpty()) {
            return failed(Failure.DENIED);
        }
        try {
            var user = askProvider.user(request.get(), code);
            var person = signIn.person(user);
            return redirect(
                    here.link("/?signedIn=" + requests.newCode(person.id(), browser.get())), null);
        } catch (AuthenticationException refused) {
            log.atWarn()
                    .addKeyValue("cause", cause(refused))
                    .log("an answer of the identity provider was refused");
            return failed(Failure.REFUSED);
        }
    }

    @PostMapping(path = "/auth/oidc/token", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> token(
            @Valid @RequestBody TokenRequest request, HttpServletRequest call) {
        return cookie.read(call)
                .flatMap(browser -> requests.spendCode(request.code(), browser))
                .flatMap(owner -> signIn.start(owner, call))
                .map(this::withoutCookie)
                .orElseGet(
                        () ->
                                Problems.of(
                                        ErrorCode.AUTH_INVALID,
                                        "The sign-in took too long: begin again."));
    }

    private ResponseEntity<Object> withoutCookie(ResponseEntity<Object> answer) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.SET_COOKIE, cookie.clear())
                .body(answer.getBody());
    }

    private ResponseEntity<Object> failed(Failure why) {
        return redirect(here.link("/?signInFailed=" + why.wireName), null);
    }

    /** The code of the standard where there is one; texts may hold what the provider sent. */
    private static String cause(AuthenticationException refused) {
        return refused instanceof OAuth2AuthenticationException known
                ? known.getError().getErrorCode()
                : refused.getClass().getSimpleName();
    }

    private static ResponseEntity<Object> redirect(String address, @Nullable String cookie) {
        var answer =
                ResponseEntity.status(HttpStatus.FOUND)
                        .location(URI.create(address))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (cookie != null) {
            answer.header(HttpHeaders.SET_COOKIE, cookie);
        }
        return answer.build();
    }
}
