package io.parley.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.Service;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientFilesTest {

    private static final String FOREVER = "max-age=31536000, public, immutable";

    private static Service service;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        service = new Service("any");
        gateway = Gateway.start(service.url(), service.url(), "http://127.0.0.1:9");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/rooms/42"})
    void givesThePageAndHasItAskedForAgainEachTime(String path)
            throws IOException, InterruptedException {
        var page = gateway.get(path, "Accept", "text/html");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(page.body()).contains("<div id=\"root\">");
    }

    @Test
    void answersShortlyIfThePageIsTheSame() throws IOException, InterruptedException {
        var tag = gateway.get("/").headers().firstValue("ETag").orElseThrow();

        var again = gateway.get("/", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void letsHashedFilesBeKeptForAYear() throws IOException, InterruptedException {
        var script = gateway.get(scriptOfThePage());

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Cache-Control")).contains(FOREVER);
        assertThat(script.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/javascript");
        assertThat(script.headers().firstValue("ETag")).isPresent();
    }

    @Test
    void compressesFilesForWhoCanReadIt() throws IOException, InterruptedException {
        var script = gateway.get(scriptOfThePage(), "Accept-Encoding", "gzip");

        assertThat(script.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(script.headers().allValues("Vary")).contains("Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/assets/none.js", "/auth/nothing", "/ws/nothing"})
    void keepsMistakesInServicePathsVisible(String path) throws IOException, InterruptedException {
        var answer = gateway.get(path, "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                .doesNotContain("max-age");
        assertThat(answer.body()).contains("not.found");
    }

    private static String scriptOfThePage() throws IOException, InterruptedException {
        var script = Pattern.compile("src=\"\\.?(/assets/[^\"]+\\.js)\"");
        var match = script.matcher(gateway.get("/").body());
        assertThat(match.find()).isTrue();
        return match.group(1);
    }
}
