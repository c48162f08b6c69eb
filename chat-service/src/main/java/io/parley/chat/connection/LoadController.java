package io.parley.chat.connection;

import io.parley.chat.delivery.SubscriptionProbe;
import io.parley.chat.link.InternalSettings;
import io.parley.chat.link.PodSettings;
import io.parley.model.room.PodLoad;
import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;

/** Tells the gateway how full this pod is. */
@RestController
class LoadController {

    private final Sessions sessions;
    private final PodSettings pod;
    private final ApplicationAvailability availability;
    private final SubscriptionProbe subscription;
    private final ServiceTokens tokens;

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
        this.tokens = new ServiceTokens(settings.secret(), ServiceName.CHAT, Clock.systemUTC());
    }

    @GetMapping(path = "/internal/load", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> load(
            @RequestHeader(name = InternalApi.TOKEN_HEADER, required = false)
                    @Nullable String caller) {
        if (tokens.caller(caller).isEmpty()) {
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
}
