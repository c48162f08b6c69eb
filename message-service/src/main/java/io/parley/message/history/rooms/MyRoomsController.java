package io.parley.message.history.rooms;

import io.parley.message.access.Caller;
import io.parley.message.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own rooms. */
@RestController
class MyRoomsController {

    private final MyRooms rooms;

    MyRoomsController(MyRooms rooms) {
        this.rooms = rooms;
    }

    @GetMapping("/me/rooms")
    Page<MyRoom> mine(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var from = cursor == null ? null : RoomCursor.parse(cursor);
        return rooms.page(caller, from, Page.limit(limit));
    }
}
