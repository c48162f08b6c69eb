package io.parley.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    @Test
    void asksForLengthFirstAndForNoKindsOfCharacters() {
        assertThat(rule("seven77")).isEqualTo(Password.RULE);
        assertThat(rule("x".repeat(129))).isEqualTo(Password.RULE);
        assertThat(rule("juniper berries")).isEmpty();
        assertThat(rule("vqzkhwtm")).isEmpty();
        assertThat(rule("\u65e5\u672c\u8a9e\u306e\u5408\u8a00\u8449\u3067\u3059")).isEmpty();
        assertThat(Password.choose("x".repeat(8)).orElseThrow()).hasToString("Password[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password1",
                "P@ssw0rd!",
                "  password 2024",
                "letmeinletmein",
                "1q2w3e4r5t",
                "qwertyuiop",
                "poiuytrewq",
                "abcdefghijk",
                "9876543210",
                "12345678",
                "MICHAEL1987",
                "!!dragon!!",
                "sunsh1n3",
                "iloveyou123"
            })
    void refusesWhatIsTriedFirst(String password) {
        assertThat(rule(password)).isEqualTo(PasswordPolicy.COMMON);
    }

    @Test
    void refusesAFewCharactersOverAndOver() {
        assertThat(rule("abababababab")).isEqualTo(PasswordPolicy.REPEATED);
        assertThat(rule("kkkkkkkkkkkk")).isEqualTo(PasswordPolicy.REPEATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann.Lee-2026", "ann.leeann.lee", "xAnn.Leex", "1234ann.lee"})
    void refusesTheOwnNameWithALittleAroundIt(String password) {
        assertThat(rule(password)).isEqualTo(PasswordPolicy.NAME);
    }

    @Test
    void acceptsTheOwnNameInALongerSentence() {
        assertThat(rule("ann.lee walks home")).isEmpty();
    }

    private static String rule(String password) {
        return switch (PasswordPolicy.judge(password, "ann.lee")) {
            case PasswordPolicy.Verdict.Fit fit -> "";
            case PasswordPolicy.Verdict.Unfit(String rule) -> rule;
        };
    }
}
