package io.parley.message.post.follow;

import io.parley.message.access.Caller;
import io.parley.message.access.CurrentRights;
import io.parley.message.access.UserServiceSettings;
import io.parley.message.web.Problems;
import io.parley.message.web.Refusal;
import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import io.parley.model.session.RedeemTicket;
import io.parley.model.session.TicketHolder;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** One-time tickets, for browsers that cannot send a header. user-service gave them out. */
@Component
class Tickets {

    private static final Logger LOG = LoggerFactory.getLogger(Tickets.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,512}");

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI redeem;
    private final ServiceTokens tokens;
    private final CurrentRights rights;
    private final Clock clock;

    Tickets(UserServiceSettings users, ServiceTokens tokens, CurrentRights rights, Clock clock) {
        this.rights = rights;
        this.clock = clock;
        redeem = URI.create(users.url() + InternalApi.PREFIX + "/tickets/redeem");
        this.tokens = tokens;
    }

    /** Uses the ticket up. */
    SignedIn redeem(String ticket) {
        if (!FORM.matcher(ticket).matches()) {
            throw Refusal.of(ErrorCode.AUTH_INVALID);
        }
        var answer = ask(ticket);
        return switch (answer.statusCode()) {
            case 200 -> read(answer.body());
            case 404 -> throw Refusal.of(ErrorCode.AUTH_INVALID, "the ticket is used or too old");
            default -> throw away(Integer.toString(answer.statusCode()));
        };
    }

    private HttpResponse<String> ask(String ticket) {
        var request =
                HttpRequest.newBuilder(redeem)
                        .timeout(PATIENCE)
                        .header(InternalApi.TOKEN_HEADER, tokens.to(ServiceName.USER))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        Json.MAPPER.writeValueAsString(new RedeemTicket(ticket))))
                        .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException outage) {
            throw away(outage.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw away("interrupted");
        }
    }

    private SignedIn read(String json) {
        try {
            var holder = Json.MAPPER.readValue(json, TicketHolder.class);
            return signedIn(
                    new Caller(
                            holder.userId(),
                            holder.name(),
                            holder.username(),
                            holder.role(),
                            holder.sessionId()),
                    holder.expiresAt());
        } catch (JacksonException unexpected) {
            throw away("answer");
        }
    }

    /** user-service has just looked at the account. */
    private SignedIn signedIn(Caller holder, Instant expiresAt) {
        var now = clock.instant();
        return switch (rights.of(holder, now)) {
            case CurrentRights.Verdict.Served(Caller caller) ->
                    new SignedIn(caller, now, expiresAt);
            case CurrentRights.Verdict.Refused(Problem problem) -> throw new Refusal(problem);
        };
    }

    private static Refusal away(String outage) {
        LOG.atWarn().addKeyValue("outage", outage).log("ticket not redeemed");
        return new Refusal(Problems.unavailable("tickets cannot be redeemed right now"));
    }
}
