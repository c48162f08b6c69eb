package io.parley.user.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** RFC 6238, appendix B, SHA1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void givesTheCodesOfTheStandard(long second, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second)), 8)).isEqualTo(code);
    }

    @Test
    void acceptsACodeOneStepEarlyOrLate() {
        var now = Instant.ofEpochSecond(1_111_111_111);
        var code = Totp.code(SECRET, Totp.step(now), Totp.DIGITS);

        assertThat(code).isEqualTo("050471");
        assertThat(Totp.stepOf(SECRET, code, now)).hasValue(Totp.step(now));
        assertThat(Totp.stepOf(SECRET, code, now.plusSeconds(30))).hasValue(Totp.step(now));
        assertThat(Totp.stepOf(SECRET, code, now.minusSeconds(30))).hasValue(Totp.step(now));
        assertThat(Totp.stepOf(SECRET, code, now.plusSeconds(90))).isEmpty();
        assertThat(Totp.stepOf(SECRET, "", now)).isEmpty();
    }

    /** RFC 4648, section 10, without padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "foobar, MZXW6YTBOI"})
    void writesSecretsInBase32(String text, String expected) {
        assertThat(Base32.encode(text.getBytes(US_ASCII))).isEqualTo(expected);
    }

    @Test
    void tellsAppsAllTheyNeed() {
        assertThat(Totp.uri(SECRET, "ann.lee"))
                .isEqualTo(
                        "otpauth://totp/Parley:ann.lee?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                                + "&issuer=Parley&algorithm=SHA1&digits=6&period=30");
    }
}
