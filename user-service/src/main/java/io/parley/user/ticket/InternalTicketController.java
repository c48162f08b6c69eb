package io.parley.user.ticket;

import io.parley.model.session.RedeemTicket;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.user.http.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Spends tickets for the service that was shown one. */
@RestController
final class InternalTicketController {

    private static final int LONGEST = 128;

    private final Tickets tickets;

    InternalTicketController(Tickets tickets) {
        this.tickets = tickets;
    }

    @PostMapping(
            path = InternalApi.PREFIX + "/tickets/redeem",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> redeem(@RequestBody RedeemTicket request) {
        // Jackson leaves out what the sender left out
        @Nullable String ticket = request.ticket();
        if (ticket == null || ticket.length() > LONGEST) {
            return Problems.of(ErrorCode.NOT_FOUND, "No such ticket.");
        }
        return tickets.redeem(ticket)
                .map(holder -> ResponseEntity.ok().<Object>body(holder))
                .orElseGet(() -> Problems.of(ErrorCode.NOT_FOUND, "No such ticket."));
    }
}
