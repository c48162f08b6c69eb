package io.parley.user.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.UUID;

/** Puts each letter into a folder as an .eml file, which mail programs open. */
final class FolderMailer implements Mailer {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String from;
    private final Clock clock;
    private final Session session = Session.getInstance(new Properties());

    FolderMailer(Path folder, String from, Clock clock) {
        this.folder = folder;
        this.from = from;
        this.clock = clock;
    }

    @Override
    public void send(Letter letter) {
        var now = clock.instant();
        var name =
                "%s-%s-%s.eml"
                        .formatted(
                                TIME.format(now),
                                letter.to().replaceAll("[^A-Za-z0-9.@_-]", "_"),
                                UUID.randomUUID().toString().substring(0, 8));
        try {
            Files.createDirectories(folder);
            // Whoever watches the folder sees whole letters only
            var unfinished = Files.createTempFile(folder, ".letter", ".tmp");
            try (var file = Files.newOutputStream(unfinished)) {
                Envelope.fill(new MimeMessage(session), letter, from, now).writeTo(file);
            }
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | MessagingException failure) {
            throw new MailFailure("cannot write a letter to the folder", failure);
        }
    }
}
