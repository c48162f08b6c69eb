package io.parley.user.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.service.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstAdminSettingsTest {

    @TempDir Path directory;

    @Test
    void takesThePasswordFromAFileWithoutItsLastLineBreak() throws IOException {
        var file = Files.writeString(directory.resolve("password"), "correct horse\n");

        var admin = new FirstAdminSettings("Boss", "", file.toString()).firstAdmin().orElseThrow();

        assertThat(admin.name()).isEqualTo(new Username("boss"));
        assertThat(admin.password().value()).isEqualTo("correct horse");
    }

    @Test
    void refusesWhatNoAccountCanHave() {
        assertRefused(new FirstAdminSettings("a b", "correct horse", ""), "PARLEY_ADMIN_NAME must");
        assertRefused(new FirstAdminSettings("boss", "short", ""), "PARLEY_ADMIN_PASSWORD (or");
        assertRefused(
                new FirstAdminSettings("boss", "", directory.resolve("absent").toString()),
                "PARLEY_ADMIN_PASSWORD_FILE must");
    }

    @Test
    void isNobodyWhereNothingIsSet() {
        assertThat(new FirstAdminSettings("", "", "").firstAdmin()).isEmpty();
        assertThatThrownBy(() -> new FirstAdminSettings("boss", "correct horse", "/file"))
                .isInstanceOf(WrongSetting.class);
    }

    private static void assertRefused(FirstAdminSettings settings, String sentence) {
        assertThatThrownBy(settings::firstAdmin)
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(sentence);
    }
}
