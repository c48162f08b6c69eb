package io.parley.message.post.follow;

import io.parley.message.access.Caller;
import io.parley.message.web.Problems;
import io.parley.message.web.Refusal;
import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * {@code GET /posts/updates}. A servlet of its own: a stream lives for minutes, and what Spring MVC
 * keeps for each request would live as long.
 */
final class FollowServlet extends HttpServlet {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final long RETRY_AFTER_MS = 2_000;
    private static final int PROBES = 3;
    private static final Duration PROBE_TIME = Duration.ofMillis(100);

    private final transient Followers followers;
    private final transient FollowerLimits limits;
    private final transient Backlogs backlogs;
    private final transient Tickets tickets;

    FollowServlet(Followers followers, FollowerLimits limits, Backlogs backlogs, Tickets tickets) {
        this.followers = followers;
        this.limits = limits;
        this.backlogs = backlogs;
        this.tickets = tickets;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.getMethod().equals("GET")) {
            response.setHeader(HttpHeaders.ALLOW, "GET");
            Problems.write(response, Problem.of(ErrorCode.METHOD_NOT_ALLOWED, null));
            return;
        }
        try {
            follow(request, response);
        } catch (Refusal refusal) {
            Problems.write(response, refusal.problem());
        }
    }

    private void follow(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (followers.isDraining()) {
            throw new Refusal(
                    Problem.of(ErrorCode.DRAINING, null).withRetryAfterMs(RETRY_AFTER_MS));
        }
        var leaveAddress = limits.enter(request.getRemoteAddr());
        try {
            var signedIn = signedIn(request);
            var leavePerson = enter(signedIn.person().id());
            try {
                begin(request, response, signedIn, both(leavePerson, leaveAddress));
            } catch (RuntimeException | IOException notBegun) {
                leavePerson.run();
                throw notBegun;
            }
        } catch (RuntimeException | IOException notBegun) {
            leaveAddress.run();
            throw notBegun;
        }
    }

    /**
     * A connection that the client has dropped takes its place until something is written to it,
     * twice: so before somebody is refused who has only reloaded a page, his other streams are.
     */
    private Runnable enter(UserId person) {
        for (var probes = 0; ; probes++) {
            var place = limits.enter(person);
            if (place.isPresent()) {
                return place.get();
            }
            if (probes == PROBES) {
                throw limits.tooManyOfOnePerson();
            }
            followers.probe(person);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PROBE_TIME);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(
            HttpServletRequest request,
            HttpServletResponse response,
            SignedIn signedIn,
            Runnable gone)
            throws IOException {
        var person = signedIn.person();
        var wantsSnapshot = Boolean.parseBoolean(request.getParameter("snapshot"));
        var first = backlogs.begin(person.role(), lastEventId(request), wantsSnapshot);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        var stream = request.startAsync();
        stream.setTimeout(0);
        followers.add(signedIn, stream, first, gone);
    }

    private SignedIn signedIn(HttpServletRequest request) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof Caller caller
                && authentication.getCredentials() instanceof Jwt token) {
            return new SignedIn(
                    caller,
                    Optional.ofNullable(token.getIssuedAt()).orElse(Instant.EPOCH),
                    Optional.ofNullable(token.getExpiresAt()).orElse(Instant.EPOCH));
        }
        var ticket = request.getParameter("ticket");
        if (ticket == null) {
            throw Refusal.of(ErrorCode.AUTH_MISSING);
        }
        return tickets.redeem(ticket);
    }

    /**
     * The header wins: a browser that reconnects by itself repeats the address of its first try.
     */
    private static @Nullable String lastEventId(HttpServletRequest request) {
        var header = request.getHeader(LAST_EVENT_ID);
        var id = header == null ? request.getParameter("lastEventId") : header;
        return id == null || id.isEmpty() ? null : id;
    }

    private static Runnable both(Runnable first, Runnable second) {
        return () -> {
            first.run();
            second.run();
        };
    }
}
