package io.parley.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.model.wire.Json;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestFilterTest {

    private static final int LIMIT = 64 * 1024;

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/rooms");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void aBodyUpToTheLimitIsRead() throws Exception {
        request.setContent(new byte[LIMIT]);

        assertThat(passed().getInputStream().readAllBytes()).hasSize(LIMIT);
    }

    @Test
    void aBodyThatIsAnnouncedTooLargeIsNotRead() throws Exception {
        request.setContent(new byte[LIMIT + 1]);

        assertRefused("frame.too.large", 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "websocket"})
    void aBodyOfUnknownLengthEndsAtTheLimitWhateverElseIsAskedFor(String upgrade) throws Exception {
        var chunked =
                new MockHttpServletRequest("POST", "/rooms") {
                    @Override
                    public long getContentLengthLong() {
                        return -1;
                    }
                };
        chunked.setContent(new byte[LIMIT + 1]);
        chunked.addHeader("Upgrade", upgrade);

        var passed = passed(chunked);

        assertThatExceptionOfType(BodyTooLarge.class)
                .isThrownBy(() -> passed.getInputStream().readAllBytes());
    }

    @Test
    void aSocketKeepsTheRequestOfTheContainer() throws Exception {
        request.setMethod("GET");
        request.addHeader("Upgrade", "websocket");

        assertThat(passed()).isSameAs(request);
    }

    @Test
    void aTypeThatSaysNothingIsRefused() throws Exception {
        request.setContentType("*/*");

        assertRefused("media.type.unsupported", 415);
    }

    private ServletRequest passed() throws ServletException, IOException {
        return passed(request);
    }

    private ServletRequest passed(MockHttpServletRequest asked)
            throws ServletException, IOException {
        var chain = new MockFilterChain();
        new RequestFilter().doFilter(asked, response, chain);
        return Objects.requireNonNull(chain.getRequest());
    }

    private void assertRefused(String code, int status) throws ServletException, IOException {
        var chain = new MockFilterChain();
        new RequestFilter().doFilter(request, response, chain);

        assertThat(chain.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(Json.MAPPER.readTree(response.getContentAsByteArray()).path("code").asString())
                .isEqualTo(code);
    }
}
