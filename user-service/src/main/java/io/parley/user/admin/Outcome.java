package io.parley.user.admin;

import io.parley.model.wire.ErrorCode;
import io.parley.user.http.Problems;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;

/** How an act of an admin ended. */
sealed interface Outcome {

    /** It is so now. */
    record Done() implements Outcome {}

    /** It is so now, and whoever did it is given this. */
    record Issued(Object what) implements Outcome {}

    /** There is nobody of that id. */
    record NoSuchPerson() implements Outcome {}

    /** The person is there; what it was to be done to is not. */
    record NothingThere(String why) implements Outcome {}

    /** Whoever asked is no admin, or not any more. */
    record NotAnAdmin() implements Outcome {}

    /** It must not be done. */
    record Refused(String why) implements Outcome {}

    default ResponseEntity<Object> answer(Supplier<ResponseEntity<Object>> done) {
        return switch (this) {
            case Done() -> done.get();
            case Issued(Object what) -> ResponseEntity.ok(what);
            case NoSuchPerson() -> Problems.of(ErrorCode.USER_NOT_FOUND, null);
            case NothingThere(String why) -> Problems.of(ErrorCode.NOT_FOUND, why);
            case NotAnAdmin() -> Problems.of(ErrorCode.ROLE_REQUIRED, "Only admins may do that.");
            case Refused(String why) -> Problems.of(ErrorCode.CONFLICT, why);
        };
    }
}
