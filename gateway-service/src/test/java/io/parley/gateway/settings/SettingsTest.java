package io.parley.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.gateway.GatewayApplication;
import io.parley.redis.RedisRefusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

    private static final List<String> GOOD =
            List.of(
                    "--server.port=0",
                    "--management.server.port=0",
                    "--parley.services.user-url=http://user:8080",
                    "--parley.services.message-url=http://message:8080",
                    "--parley.services.internal-secret=0123456789abcdef0123456789abcdef",
                    "--parley.chat-pods.addresses=http://chat:8080");

    @ParameterizedTest
    @CsvSource({
        "--parley.services.user-url=, PARLEY_USER_SERVICE_URL",
        "--parley.services.message-url=ftp://x, PARLEY_MESSAGE_SERVICE_URL",
        "--parley.services.internal-secret=tell-nobody, PARLEY_INTERNAL_SECRET",
        "--parley.chat-pods.addresses=, PARLEY_CHAT_PODS",
        "--parley.chat-pods.addresses=https://a:1, PARLEY_CHAT_PODS",
        "--parley.chat-pods.addresses=http://fd00::5:8080, PARLEY_CHAT_PODS",
        "--parley.edge.public-origins=https://a.example/path, PARLEY_PUBLIC_ORIGINS",
        "--parley.edge.trusted-proxies=10\\.0\\..*, PARLEY_TRUSTED_PROXIES",
        "--parley.edge.trusted-proxies=fd00::.*, PARLEY_TRUSTED_PROXIES",
        "--parley.edge.trusted-proxies=10.0.0.0/33, PARLEY_TRUSTED_PROXIES",
        "--parley.edge.trusted-proxies=10.0.0.0/, PARLEY_TRUSTED_PROXIES",
        "--parley.edge.keep-alive=0s, PARLEY_KEEP_ALIVE",
        "--parley.edge.public-url=chat.example.org, PARLEY_PUBLIC_URL",
        "--parley.drain.time=2m, PARLEY_DRAIN_TIME",
        "--parley.limits.sign-ins-per-minute=0, PARLEY_SIGN_INS_PER_MINUTE",
        "--parley.limits.refreshes-per-minute=0, PARLEY_REFRESHES_PER_MINUTE",
        "--parley.limits.requests-per-second=0, PARLEY_REQUESTS_PER_SECOND",
        "--parley.limits.address-requests-per-second=0, PARLEY_ADDRESS_REQUESTS_PER_SECOND",
        "--parley.limits.redis-patience=1m, PARLEY_REDIS_PATIENCE",
        "--parley.connections.per-address=0, PARLEY_CONNECTIONS_PER_ADDRESS",
        "--parley.connections.new-per-second=0, PARLEY_NEW_CONNECTIONS_PER_SECOND",
        "--parley.connections.misdeeds-per-address=0, PARLEY_MISDEEDS_PER_ADDRESS",
        "--parley.sockets.frames-per-second=5, PARLEY_FRAMES_PER_SECOND",
        "--parley.log.format=xml, PARLEY_LOG_FORMAT",
    })
    void refusesToStartOnAWrongSettingAndNamesIt(
            String wrong, String variable, CapturedOutput output) {
        assertThat(startWith(wrong)).isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START", variable)
                .doesNotContain("tell-nobody");
    }

    @Test
    void refusesToStartOnAWrongAddressOfRedis() {
        assertThat(startWith("--parley.redis.url=localhost"))
                .hasRootCauseInstanceOf(RedisRefusal.class)
                .rootCause()
                .hasMessageStartingWith("PARLEY_REDIS_URL must be");
    }

    private static Throwable startWith(String wrong) {
        var args = new ArrayList<>(GOOD);
        args.removeIf(good -> good.startsWith(wrong.substring(0, wrong.indexOf('=') + 1)));
        args.add(wrong);
        return catchThrowable(
                () ->
                        new SpringApplicationBuilder(GatewayApplication.class)
                                .registerShutdownHook(false)
                                .run(args.toArray(String[]::new)));
    }
}
