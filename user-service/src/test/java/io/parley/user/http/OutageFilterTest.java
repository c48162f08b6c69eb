package io.parley.user.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OutageFilterTest {

    @Test
    void tellsWhenToTryAgainWhenATokenCannotBeChecked() throws Exception {
        var response = new MockHttpServletResponse();

        new OutageFilter()
                .doFilter(
                        new MockHttpServletRequest("GET", "/me"),
                        response,
                        (request, answer) -> {
                            throw new DataAccessResourceFailureException("secret of the pool");
                        });

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("2");
        assertThat(response.getContentAsString())
                .contains("\"code\":\"unavailable\"", "\"retryAfterMs\":2000")
                .doesNotContain("secret");
    }
}
