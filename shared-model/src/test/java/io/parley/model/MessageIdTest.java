package io.parley.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {

    /** Computed by another program; a retry across two releases must keep its id: never edit. */
    @ParameterizedTest
    @CsvSource({
        "01936f5a-0000-7000-8000-000000000001, 01936f5a-0000-7000-8000-0000000000aa, c-1,"
                + " 25ecc8c995eff2fcb5773607bd3d739f",
        "01936f5a-0000-7000-8000-000000000001, 01936f5a-0000-7000-8000-0000000000aa, '',"
                + " 1fddddc621b4997b6fd324234f84ac06",
        "01936f5a-0000-7000-8000-000000000002, 01936f5a-0000-7000-8000-0000000000aa, c-1,"
                + " 77cf9a046c000816366acca67662eb57",
        "01936f5a-0000-7000-8000-0000000000aa, 01936f5a-0000-7000-8000-000000000001, c-1,"
                + " 6f1305288b0964d7c5dfb944433d1c42",
        "01936f5a-0000-7000-8000-000000000001, 01936f5a-0000-7000-8000-0000000000aa, é👋,"
                + " 0610a96d54dec2ddeb43776382e75c35",
    })
    void isTheSameForTheSameSendForEver(String room, String sender, String client, String id) {
        assertThat(MessageId.of(RoomId.of(room), UserId.of(sender), client)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "25ECC8C995EFF2FCB5773607BD3D739F",
                "25ecc8c995eff2fcb5773607bd3d739",
                "25ecc8c995eff2fcb5773607bd3d739ff",
                "25ecc8c995eff2fcb5773607bd3d739g",
                "25ecc8c995eff2fcb5773607bd3d739f\n",
            })
    void refusesEveryOtherSpelling(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageId.of(text));
    }

    @Test
    void isItsText() {
        assertThat(MessageId.of("25ecc8c995eff2fcb5773607bd3d739f"))
                .hasToString("25ecc8c995eff2fcb5773607bd3d739f");
    }
}
