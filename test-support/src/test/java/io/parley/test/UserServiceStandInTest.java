package io.parley.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.room.Person;
import io.parley.model.service.ServiceName;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class UserServiceStandInTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();

    @Test
    void tokensAreSignedByThePublishedKeyAndForgedOnesAreNot() throws Exception {
        var ann = users.admin("ann");
        var key = publicKey(Json.MAPPER.readTree(get("/.well-known/jwks.json", "")).at("/keys/0"));

        assertThat(isSignedBy(key, users.tokens().accessToken(ann))).isTrue();
        assertThat(isSignedBy(key, users.tokens().forged(ann))).isFalse();
    }

    @Test
    void answersForOnePersonAndForSeveral() throws Exception {
        var ann = users.admin("ann");
        var bob = users.user("bob");

        var one =
                get(
                        "/internal/users/" + ann.id(),
                        Infrastructure.serviceToken(ServiceName.CHAT, ServiceName.USER));
        var both =
                get(
                        "/internal/users?ids=" + ann.id() + "," + bob.id() + ",unknown",
                        Infrastructure.serviceToken(ServiceName.CHAT, ServiceName.USER));

        assertThat(Json.MAPPER.readValue(one, Person.class)).isEqualTo(ann);
        assertThat(Json.MAPPER.readValue(both, Person[].class)).containsExactly(ann, bob);
    }

    @Test
    void refusesACallWithoutAToken() throws Exception {
        var ann = users.admin("ann");

        assertThat(get("/internal/users/" + ann.id(), "")).contains("auth.invalid");
    }

    private String get(String path, String token) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(users.url() + path))
                            .header(InternalApi.TOKEN_HEADER, token)
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static PublicKey publicKey(JsonNode jwk) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(
                        new ECPublicKeySpec(
                                point, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(JsonNode jwk, String field) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.get(field).asString()));
    }

    private static boolean isSignedBy(PublicKey key, String token) throws GeneralSecurityException {
        int dot = token.lastIndexOf('.');
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }
}
