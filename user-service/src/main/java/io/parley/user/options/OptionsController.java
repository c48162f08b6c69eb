package io.parley.user.options;

import io.parley.user.mail.PostOffice;
import io.parley.user.oidc.IdentityProvider;
import io.parley.user.registration.Registration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a client which ways in to show. */
@RestController
final class OptionsController {

    private final Registration registration;
    private final PostOffice post;
    private final IdentityProvider provider;

    OptionsController(Registration registration, PostOffice post, IdentityProvider provider) {
        this.registration = registration;
        this.post = post;
        this.provider = provider;
    }

    record Options(
            String registration,
            boolean passwordReset,
            IdentityProvider.@Nullable Button identityProvider) {}

    @GetMapping("/auth/options")
    Options options() {
        return new Options(registration.mode(), post.isOpen(), provider.button().orElse(null));
    }
}
