package io.parley.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTagTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"3\"",
                "\"2\", \"3\"",
                "\"2\",\"3\",\"4\"",
                "  \"3\"  ,",
                "*",
                "W/\"3\"",
                "\"1\", W/\"3\"",
                "\"3-gzip\"",
                "\"3--gzip\"",
                "W/\"3-br\"",
                "\"a,b\", \"3\""
            })
    void oneOfTheTagsNamesTheVersion(String header) {
        assertThat(VersionTag.isWanted(header, 3)).isTrue();
        assertThat(VersionTag.isHeld(header, 3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "\"33\"",
                "\"03\"",
                "\"2, 3\"",
                "\"3",
                "\"-3\"",
                "\"3-zip\"",
                "\"3-gzip-gzip\"",
                "\"\", \"4\""
            })
    void noneOfThemDoes(String header) {
        assertThat(VersionTag.isWanted(header, 3)).isFalse();
        assertThat(VersionTag.isHeld(header, 3)).isFalse();
    }

    @Test
    void withoutTheHeaderAnyVersionIsWantedAndNoneIsHeld() {
        assertThat(VersionTag.isWanted(null, 3)).isTrue();
        assertThat(VersionTag.isHeld(null, 3)).isFalse();
    }
}
