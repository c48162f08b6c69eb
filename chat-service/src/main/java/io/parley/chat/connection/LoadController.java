package io.parley.chat.connection;

import io.parley.chat.delivery.SubscriptionProbe;
import io.parley.chat.link.InternalSettings;
import io.parley.chat.link.PodSettings;
import io.parley.model.room.PodLoad;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Tells the gateway how full this pod is. */
@RestController
class LoadController {

    private final Sessions sessions;
    private final PodSettings pod;
    private final ApplicationAvailability availability;
    private final SubscriptionProbe subscription;
    private final byte[] secret;

    LoadController(
            Sessions sessions,
            PodSettings pod,
            ApplicationAvailability availability,
            SubscriptionProbe subscription,
            InternalSettings settings) {
        this.sessions = sessions;
        this.pod = pod;
        this.availability = availability;
        this.subscription = subscription;
        this.secret = settings.secret().getBytes(StandardCharsets.UTF_8);
    }

    @GetMapping(path = "/internal/load", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> load(
            @RequestHeader(name = InternalApi.SECRET_HEADER, required = false)
                    @Nullable String caller) {
        if (!isInternal(caller)) {
            return ResponseEntity.status(HttpStatus.NOT_FOUND).build();
        }
        var isAccepting =
                !sessions.isDraining()
                        && !subscription.isDeaf()
                        && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return ResponseEntity.ok(
                Json.MAPPER.writeValueAsString(
                        new PodLoad(pod.id(), sessions.count(), isAccepting)));
    }

    private boolean isInternal(@Nullable String caller) {
        return caller != null
                && MessageDigest.isEqual(secret, caller.getBytes(StandardCharsets.UTF_8));
    }
}
