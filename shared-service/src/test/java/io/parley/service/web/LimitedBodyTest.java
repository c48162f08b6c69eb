package io.parley.service.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class LimitedBodyTest {

    private static final int LIMIT = 8;

    @Test
    void readsABodyUpToItsLimit() throws IOException {
        var body = bodyOf("12345678");

        assertThat(body.getInputStream().readAllBytes()).hasSize(LIMIT);
        assertThat(bodyOf("12345678").getReader().readLine()).isEqualTo("12345678");
    }

    @Test
    void failsBeyondItsLimitHoweverItIsRead() {
        assertThatExceptionOfType(BodyTooLarge.class)
                .isThrownBy(() -> bodyOf("123456789").getInputStream().readAllBytes());
        assertThatExceptionOfType(BodyTooLarge.class)
                .isThrownBy(() -> bodyOf("123456789").getReader().readLine());
    }

    private static LimitedBody bodyOf(String text) {
        var request = new MockHttpServletRequest();
        request.setContent(text.getBytes(UTF_8));
        return new LimitedBody(request, LIMIT);
    }
}
