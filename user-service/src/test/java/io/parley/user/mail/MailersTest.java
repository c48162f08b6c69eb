package io.parley.user.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.parley.service.WrongSetting;
import io.parley.user.settings.PublicUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters on their way, with a real mail server. */
class MailersTest {

    private static final Letter LETTER =
            new Letter("ann@example.org", "Grüße", "A link:\n\nhttps://chat.example.org/#/x\n");

    @TempDir Path folder;

    @Test
    void handsLettersToAMailServer() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            post("smtp://127.0.0.1:" + server.getSmtp().getPort()).send(LETTER);

            assertThat(server.waitForIncomingEmail(30_000, 1)).isTrue();
            var received = server.getReceivedMessages()[0];
            assertThat(received.getSubject()).isEqualTo("Grüße");
            assertThat(received.getFrom()[0]).hasToString("parley@chat.example.org");
            assertThat(received.getAllRecipients()[0]).hasToString("ann@example.org");
            assertThat(received.getContent().toString()).contains("https://chat.example.org/#/x");
        } finally {
            server.stop();
        }
    }

    @Test
    void sendsNoPasswordToAServerThatDoesNotEncrypt() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            var post = post("smtp://ann:secret@127.0.0.1:" + server.getSmtp().getPort());

            assertThatThrownBy(() -> post.send(LETTER)).isInstanceOf(MailFailure.class);
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void saysSoWhenNoServerAnswers() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        int port = server.getSmtp().getPort();
        server.stop();

        assertThatThrownBy(() -> post("smtp://127.0.0.1:" + port).send(LETTER))
                .isInstanceOf(MailFailure.class);
    }

    @Test
    void writesWholeLettersToAFolder() throws Exception {
        post("folder:" + folder.resolve("mail")).send(LETTER);

        try (var files = Files.list(folder.resolve("mail"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(
                            file -> {
                                assertThat(file.getFileName().toString())
                                        .contains("ann@example.org")
                                        .endsWith(".eml");
                                assertThat(Files.readString(file))
                                        .contains("To: ann@example.org")
                                        .contains("https://chat.example.org/#/x");
                            });
        }
    }

    @Test
    void needsToKnowWhereItsLinksLead() {
        assertThatThrownBy(
                        () ->
                                new MailConfiguration()
                                        .postOffice(
                                                new MailSettings("folder:/tmp/x", ""),
                                                new PublicUrl(""),
                                                Clock.systemUTC()))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("PARLEY_PUBLIC_URL must");
    }

    private static PostOffice post(String target) {
        return new MailConfiguration()
                .postOffice(
                        new MailSettings(target, ""),
                        new PublicUrl("https://chat.example.org"),
                        Clock.systemUTC());
    }
}
