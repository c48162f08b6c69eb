package io.parley.message.room.inside;

import io.parley.model.UserId;
import io.parley.model.room.RoomsOfPerson;
import io.parley.model.wire.InternalApi;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rooms of people for other services, which follow what happens there. */
@RestController
@RequestMapping(InternalApi.PREFIX)
class InternalInsideController {

    private final InsideRooms rooms;

    InternalInsideController(InsideRooms rooms) {
        this.rooms = rooms;
    }

    @GetMapping("/users/{id}/rooms")
    RoomsOfPerson rooms(@PathVariable UserId id) {
        return rooms.namesOf(id);
    }
}
