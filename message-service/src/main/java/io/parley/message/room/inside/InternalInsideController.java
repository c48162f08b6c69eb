package io.parley.message.room.inside;

import io.parley.message.web.Refusal;
import io.parley.model.UserId;
import io.parley.model.presence.PresenceQuestion;
import io.parley.model.room.RoomsOfPerson;
import io.parley.model.wire.InternalApi;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rooms of people for other services, which follow what happens there. */
@RestController
@RequestMapping(InternalApi.PREFIX)
class InternalInsideController {

    private final InsideRooms rooms;
    private final VisiblePeople people;

    InternalInsideController(InsideRooms rooms, VisiblePeople people) {
        this.rooms = rooms;
        this.people = people;
    }

    @GetMapping("/users/{id}/rooms")
    RoomsOfPerson rooms(@PathVariable UserId id) {
        return rooms.namesOf(id);
    }

    /** Whose presence people may see, for many of them at once. */
    @PostMapping("/presence/visible")
    PresenceQuestion.Answer visible(@RequestBody PresenceQuestion question) {
        var asked = question.viewers().stream().mapToInt(viewer -> viewer.people().size()).sum();
        if (asked > PresenceQuestion.MOST_PEOPLE) {
            throw Refusal.invalid("viewers", "must want to see 1,000 people at most");
        }
        return people.of(question);
    }
}
