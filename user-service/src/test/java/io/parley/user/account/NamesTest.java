package io.parley.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void givesAUsernameOneSpelling() {
        assertThat(Username.parse("Ann.Lee_9-x")).hasValue(new Username("ann.lee_9-x"));
        assertThat(Username.parse("abc")).isPresent();
        assertThat(Username.parse("a".repeat(32))).isPresent();
    }

    @Test
    void refusesUsernamesThatAreTooShortTooLongOrLookLikeOthers() {
        assertThat(Username.parse("ab")).isEmpty();
        assertThat(Username.parse("a".repeat(33))).isEmpty();
        assertThat(Username.parse("\u212aate")).isEmpty();
        assertThat(Username.parse("ann lee")).isEmpty();
        assertThat(Username.parse("ann\n")).isEmpty();
    }

    @Test
    void countsCharactersOfADisplayNameAsPeopleDo() {
        assertThat(DisplayName.parse("😀".repeat(64))).isPresent();
        assertThat(DisplayName.parse("😀".repeat(65))).isEmpty();
        assertThat(DisplayName.parse("  ")).isEmpty();
        assertThat(DisplayName.parse("👩\u200d🔬 Ada")).isPresent();
    }

    @Test
    void refusesDisplayNamesThatSteerTheTextAroundThem() {
        assertThat(DisplayName.parse("a\nb")).isEmpty();
        assertThat(DisplayName.parse("a\u202eb")).isEmpty();
        assertThat(DisplayName.parse("a\u0000b")).isEmpty();
        assertThat(DisplayName.parse("a\ud800b")).isEmpty();
    }

    @Test
    void dropsBlanksAroundWhatPeopleTypeOrPaste() {
        assertThat(Username.parse(" Ann\u200b\u00a0")).hasValue(new Username("ann"));
        assertThat(Email.parse("\u00a0ann@example.org ")).hasValue(new Email("ann@example.org"));
        assertThat(DisplayName.parse("\ufeffAnn\u00a0 Lee ")).hasValue(new DisplayName("Ann Lee"));
    }

    @Test
    void refusesDisplayNamesThatShowNothing() {
        assertThat(DisplayName.parse("\u3164\u2800\u200b")).isEmpty();
        assertThat(DisplayName.fault("\u00ad")).hasValue("must hold something that can be seen");
    }
}
