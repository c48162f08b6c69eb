package io.parley.user.admin;

import io.parley.model.wire.ErrorCode;
import io.parley.user.http.Problems;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;

/** How an act of an admin ended. */
sealed interface Outcome {

    /** It is so now. */
    record Done() implements Outcome {}

    /** There is nobody of that id. */
    record NoSuchPerson() implements Outcome {}

    /** Of the person, but not that one. */
    record NoSuchSession() implements Outcome {}

    /** Whoever asked is no admin, or not any more. */
    record NotAnAdmin() implements Outcome {}

    /** It must not be done. */
    record Refused(String why) implements Outcome {}

    default ResponseEntity<Object> answer(Supplier<ResponseEntity<Object>> done) {
        return switch (this) {
            case Done() -> done.get();
            case NoSuchPerson() -> Problems.of(ErrorCode.USER_NOT_FOUND, null);
            case NoSuchSession() ->
                    Problems.of(ErrorCode.NOT_FOUND, "The person has no such session.");
            case NotAnAdmin() -> Problems.of(ErrorCode.ROLE_REQUIRED, "Only admins may do that.");
            case Refused(String why) -> Problems.of(ErrorCode.CONFLICT, why);
        };
    }
}
