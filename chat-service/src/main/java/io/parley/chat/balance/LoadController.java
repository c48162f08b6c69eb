package io.parley.chat.balance;

import io.parley.chat.delivery.SubscriptionProbe;
import io.parley.chat.link.InternalCallers;
import io.parley.chat.link.PodSettings;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.chat.session.Sessions;
import io.parley.model.room.PodLoad;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Tells the gateway how full this pod is, and hears from it how full the others are. */
@RestController
class LoadController {

    private final Sessions sessions;
    private final PodSettings pod;
    private final ApplicationAvailability availability;
    private final SubscriptionProbe subscription;
    private final PolicyFreshness freshness;
    private final InternalCallers callers;
    private final Rebalance rebalance;

    LoadController(
            Sessions sessions,
            PodSettings pod,
            ApplicationAvailability availability,
            SubscriptionProbe subscription,
            PolicyFreshness freshness,
            InternalCallers callers,
            Rebalance rebalance) {
        this.sessions = sessions;
        this.pod = pod;
        this.availability = availability;
        this.subscription = subscription;
        this.freshness = freshness;
        this.callers = callers;
        this.rebalance = rebalance;
    }

    /**
     * @param average sessions of a pod that takes people, as the gateway knows them
     * @param least sessions of the emptiest of them
     */
    @GetMapping(path = "/internal/load", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> load(
            @RequestHeader(name = InternalApi.TOKEN_HEADER, required = false)
                    @Nullable String caller,
            @RequestParam(required = false) @Min(0) @Nullable Integer average,
            @RequestParam(required = false) @Min(0) @Nullable Integer least) {
        if (!callers.isService(caller)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        if (average != null && least != null) {
            rebalance.onTold(average, least);
        }
        var isAccepting =
                !sessions.isDraining()
                        && !subscription.isDeaf()
                        && !freshness.isLost()
                        && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return ResponseEntity.ok(
                Json.MAPPER.writeValueAsString(
                        new PodLoad(pod.id(), sessions.count(), isAccepting)));
    }
}
