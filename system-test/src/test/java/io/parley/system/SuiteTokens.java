package io.parley.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.test.TestTokens;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Tokens that user-service would not give out, signed by its own key. */
record SuiteTokens(TestTokens tokens) {

    static SuiteTokens of(Suite suite) {
        var server = suite.stack().member("postgresql").server();
        if (!(server instanceof PostgresServer postgres)) {
            throw new AssertionError("not PostgreSQL: " + server.name());
        }
        try (var connection = postgres.connect("parley");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT private_jwk FROM user_service.signing_key")) {
            rows.next();
            var jwk = Json.MAPPER.readTree(new String(rows.getBytes(1), UTF_8));
            return new SuiteTokens(
                    TestTokens.signedWith(privateKey(jwk), jwk.get("kid").asString()));
        } catch (SQLException | GeneralSecurityException e) {
            throw new AssertionError("cannot read the signing key", e);
        }
    }

    private static PrivateKey privateKey(JsonNode jwk) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var secret = new BigInteger(1, Base64.getUrlDecoder().decode(jwk.get("d").asString()));
        return KeyFactory.getInstance("EC")
                .generatePrivate(
                        new ECPrivateKeySpec(
                                secret, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    /** Right in all but its time: longer ago than clocks may differ. */
    String expired(Suite.Account account) {
        return tokens.expiringIn(person(account), Duration.ofMinutes(-10));
    }

    /** Right in all but the key that signed it. */
    String forged(Suite.Account account) {
        return tokens.forged(person(account));
    }

    Person person(Suite.Account account) {
        return new Person(
                UserId.of(account.id()), account.username(), account.username(), Role.USER);
    }
}
