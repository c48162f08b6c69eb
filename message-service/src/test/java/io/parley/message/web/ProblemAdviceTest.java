package io.parley.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.ErrorCode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.mock.http.MockHttpInputMessage;

class ProblemAdviceTest {

    private final ProblemAdvice advice = new ProblemAdvice();

    @Test
    void aBodyThatDoesNotComeInTimeMayBeSentAgain() {
        var late =
                new HttpMessageNotReadableException(
                        "late",
                        new SocketTimeoutException(),
                        new MockHttpInputMessage(new byte[0]));

        var answer = advice.unreadable(late);

        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(Objects.requireNonNull(answer.getBody()).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("1");
    }

    @Test
    void aClientThatLeftIsNoError() {
        var gone = new HttpMessageNotWritableException("gone", new IOException("Broken pipe"));

        assertThat(advice.unwritable(gone)).isNull();
    }
}
