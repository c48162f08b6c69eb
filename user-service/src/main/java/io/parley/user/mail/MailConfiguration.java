package io.parley.user.mail;

import io.parley.service.WrongSetting;
import io.parley.user.settings.PublicUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Chooses how letters leave. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_WITH_TLS = 465;
    private static final String PATIENCE_MS = "10000";

    @Bean
    PostOffice postOffice(MailSettings settings, PublicUrl here, Clock clock) {
        var target = settings.parsed();
        if (target.isPresent() && !here.isSet()) {
            throw new WrongSetting(
                    "PARLEY_PUBLIC_URL must be set where PARLEY_MAIL is: letters hold links.");
        }
        var from = settings.sender(here);
        return new PostOffice(target.map(to -> mailer(to, from, clock)));
    }

    private static Mailer mailer(MailSettings.Target target, String from, Clock clock) {
        return switch (target) {
            case MailSettings.Target.Folder(var path) -> new FolderMailer(path, from, clock);
            case MailSettings.Target.Smtp(URI server) ->
                    new SmtpMailer(sender(server), from, clock);
        };
    }

    private static JavaMailSender sender(URI server) {
        var secure = "smtps".equals(server.getScheme());
        var sender = new JavaMailSenderImpl();
        sender.setProtocol(server.getScheme());
        sender.setHost(server.getHost());
        sender.setPort(port(server.getPort(), secure));
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        var prefix = "mail." + server.getScheme() + ".";
        var properties = sender.getJavaMailProperties();
        properties.put(prefix + "connectiontimeout", PATIENCE_MS);
        properties.put(prefix + "timeout", PATIENCE_MS);
        properties.put(prefix + "writetimeout", PATIENCE_MS);
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "starttls.enable", Boolean.toString(!secure));
        password(server)
                .ifPresent(
                        login -> {
                            sender.setUsername(login.user());
                            sender.setPassword(login.password());
                            properties.put(prefix + "auth", "true");
                            // A password is never sent in clear
                            properties.put(prefix + "starttls.required", Boolean.toString(!secure));
                        });
        return sender;
    }

    private record Login(String user, String password) {}

    private static Optional<Login> password(URI server) {
        @Nullable String info = server.getUserInfo();
        if (info == null) {
            return Optional.empty();
        }
        int colon = info.indexOf(':');
        return Optional.of(
                colon < 0
                        ? new Login(info, "")
                        : new Login(info.substring(0, colon), info.substring(colon + 1)));
    }

    private static int port(int given, boolean secure) {
        if (given > 0) {
            return given;
        }
        return secure ? SUBMISSION_WITH_TLS : SUBMISSION;
    }
}
