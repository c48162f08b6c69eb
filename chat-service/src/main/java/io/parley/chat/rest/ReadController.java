package io.parley.chat.rest;

import io.parley.chat.command.BodyReader;
import io.parley.chat.reading.ReadMoves;
import io.parley.chat.reading.ReadRequest;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.web.RefusedRequest;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** One's own marks of what one has read: a move is in the log when it is answered. */
@RestController
@RequestMapping("/rooms/{roomId}/read")
class ReadController {

    /** Longer than a move is kept, so that its own end comes first. */
    private static final int ANSWERED_WITHIN_SECONDS = 15;

    private final ReadMoves moves;

    ReadController(ReadMoves moves) {
        this.moves = moves;
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(Actor caller, @PathVariable RoomId roomId, @RequestBody JsonNode body)
            throws InterruptedException {
        switch (BodyReader.read(body, ReadRequest::of)) {
            case BodyReader.Result.Invalid<ReadRequest>(var fields) ->
                    throw RefusedRequest.invalid(fields);
            case BodyReader.Result.Valid<ReadRequest>(ReadRequest request) -> {
                moves.awaitTurn(caller, request);
                var problem = result(caller, roomId, request);
                if (problem.isPresent()) {
                    throw new RefusedRequest(problem.get());
                }
            }
        }
    }

    private Optional<Problem> result(Actor caller, RoomId room, ReadRequest request)
            throws InterruptedException {
        try {
            return moves.move(caller, room, request, true)
                    .get(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException noAnswer) {
            return Optional.of(Problem.of(ErrorCode.UNAVAILABLE, "The mark was not moved."));
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a move failed", bug);
        }
    }
}
