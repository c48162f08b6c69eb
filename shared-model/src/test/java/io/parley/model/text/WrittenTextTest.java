package io.parley.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTextTest {

    static Stream<String> charactersThatShowNothing() {
        return Stream.of(
                        0x20, 0x09, 0x0A, 0x85, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680,
                        0x17B4, 0x180E, 0x2003, 0x200B, 0x200D, 0x200E, 0x2028, 0x202E, 0x2060,
                        0x2066, 0x206A, 0x2800, 0x3000, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9,
                        0x1D159, 0x1D173, 0xE0001, 0xE0041, 0xE0100)
                .map(Character::toString);
    }

    @ParameterizedTest
    @MethodSource("charactersThatShowNothing")
    void textThatShowsNothingIsBlank(String character) {
        var text = character.repeat(3);

        assertThat(WrittenText.showsNothing(text)).isTrue();
        assertThat(WrittenText.fault(text)).isPresent();
        assertThat(WrittenText.note(text, 10).kept()).isEmpty();
        assertThat(WrittenText.name(text, 10).kept()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "é", "\u0301", "❤\ufe0f", "한", "\u06dd", "🏴", "⠁", "\ufffc"})
    void textThatShowsSomethingIsNot(String text) {
        assertThat(WrittenText.showsNothing(text)).isFalse();
        assertThat(WrittenText.fault(text)).isEmpty();
    }

    @Test
    void namesLoseWhatStandsAroundThemAndKeepSingleSpaces() {
        assertThat(name(" \t\u00a0\u200b\ufeffAnn \u3000 Lee\u200e\u2060 ")).isEqualTo("Ann Lee");
        assertThat(name("山田\u3000太郎")).isEqualTo("山田 太郎");
    }

    @Test
    void namesAreComposed() {
        assertThat(name("Jose\u0301")).isEqualTo("Jos\u00e9");
        assertThat(name("\u1112\u1161\u11ab")).isEqualTo("\ud55c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👩\u200d🔬 Ada",
                "❤\ufe0f",
                "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
                "می\u200cخواهم",
                "श\u094d\u200dर\u0940",
                "Nguyễn Thị Ánh",
                "שׁ\u05b8לוֹם",
                "👨\u200d👩\u200d👧\u200d👦",
                "O’Brien-Łukasz"
            })
    void namesOfAllScriptsAreKept(String name) {
        assertThat(WrittenText.name(name, 64).fault()).isEmpty();
        assertThat(name(name))
                .isEqualTo(java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\u2028b",
                "a\u0085b",
                "a\tb",
                "a\u001bb",
                "ann\n",
                "a\u202eb",
                "\u202eab",
                "a\u2066b\u2069",
                "a\u200bb",
                "a\u2060b",
                "a\u00adb",
                "a\u3164b",
                "a\u200eb",
                "a\u2800b",
                "a\u0000b",
                "a\ud800b"
            })
    void namesHoldNoBreaksControlsTurnsOrHiddenCharacters(String name) {
        assertThat(WrittenText.name(name, 64).kept()).isEmpty();
    }

    @Test
    void namesHaveAFewMarksOnACharacterOnly() {
        assertThat(WrittenText.name("a" + "\u0316".repeat(8), 64).kept()).isPresent();
        assertThat(WrittenText.name("a" + "\u0316".repeat(9), 64).fault())
                .hasValue("must not have more than 8 marks on one character");
        assertThat(WrittenText.name("a" + "\u0316\u200d".repeat(9), 64).kept()).isEmpty();
    }

    @Test
    void namesAreCountedInCharactersAfterTheyAreComposed() {
        assertThat(WrittenText.name("😀".repeat(64), 64).kept()).isPresent();
        assertThat(WrittenText.name("😀".repeat(65), 64).kept()).isEmpty();
        assertThat(WrittenText.name("e\u0302\u0301".repeat(64), 64).kept()).isPresent();
        assertThat(WrittenText.name(" ".repeat(2_000) + "a", 64).fault())
                .hasValue("must have at most 64 characters");
    }

    @Test
    void notesKeepTheirLinesAndLoseTheEmptyOnesAround() {
        assertThat(WrittenText.note("\n spam\nagain \r\n", 20).kept()).hasValue("spam\nagain");
        assertThat(WrittenText.note("x".repeat(21), 20).kept()).isEmpty();
    }

    @Test
    void messagesHaveAtMostThirtyMarksOnACharacter() {
        assertThat(WrittenText.fault("a" + "\u0301".repeat(30))).isEmpty();
        assertThat(WrittenText.fault("a" + "\u0301".repeat(31))).isPresent();
        assertThat(WrittenText.fault("a" + "\u0301\u200b".repeat(31))).isPresent();
        assertThat(WrittenText.fault("a\u0301".repeat(4_000))).isEmpty();
    }

    @Test
    void searchesFindNamesHoweverTheyAreTyped() {
        assertThat(SearchText.fold("\u0130R\u0130NA"))
                .isEqualTo(SearchText.fold("irina"))
                .isEqualTo(SearchText.fold("IRINA"))
                .isEqualTo(SearchText.fold("\u0131r\u0131na"));
        assertThat(SearchText.fold("Jose\u0301"))
                .isEqualTo(SearchText.fold("JOS\u00c9"))
                .isEqualTo("jose");
        assertThat(SearchText.fold("Straße")).isEqualTo("strasse");
        assertThat(SearchText.fold("ΣΊΣΥΦΟΣ")).isEqualTo(SearchText.fold("σίσυφος"));
        assertThat(SearchText.fold("ｙａｍａｄａ")).isEqualTo("yamada");
        assertThat(SearchText.fold("bo\u00ad\u200bss")).isEqualTo("boss");
        assertThat(List.of(SearchText.fold("กำ"), SearchText.fold("กา"))).doesNotHaveDuplicates();
    }

    private static String name(String written) {
        return WrittenText.name(written, 64).kept().orElseThrow();
    }
}
