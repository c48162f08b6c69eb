package io.parley.chat.policy;

import io.parley.chat.link.InternalCallers;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Tells the writer of a change whether it counts here. */
@RestController
class AppliedController {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PolicyFreshness logs;
    private final InternalCallers callers;

    AppliedController(PolicyFreshness logs, InternalCallers callers) {
        this.logs = logs;
        this.callers = callers;
    }

    @GetMapping(path = "/internal/applied", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> applied(
            @RequestHeader(name = InternalApi.TOKEN_HEADER, required = false)
                    @Nullable String caller,
            @RequestParam String topic,
            @RequestParam int partition,
            @RequestParam long offset)
            throws InterruptedException {
        var follower = logs.follower(topic).filter(log -> log.hasPartition(partition));
        if (!callers.isService(caller) || follower.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var isApplied = follower.get().awaitApplied(partition, offset, PATIENCE);
        return ResponseEntity.ok(Json.MAPPER.writeValueAsString(Map.of("applied", isApplied)));
    }
}
