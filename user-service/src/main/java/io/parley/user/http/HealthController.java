package io.parley.user.http;

import io.parley.model.wire.ErrorCode;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells clients whether logging in can work now. Probes use the management port instead. */
@RestController
final class HealthController {

    private final JdbcClient database;

    HealthController(JdbcClient database) {
        this.database = database;
    }

    @GetMapping("/auth/health")
    ResponseEntity<Object> health() {
        try {
            database.sql("select 1").query(Integer.class).single();
            return ResponseEntity.ok(Map.of("status", "UP"));
        } catch (DataAccessException away) {
            return Problems.later(ErrorCode.UNAVAILABLE, Problems.AWAY, Problems.AWAY_RETRY_MS);
        }
    }
}
