package io.parley.message.history.following;

import io.parley.message.access.Caller;
import io.parley.message.history.rooms.MessageCursor;
import io.parley.message.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The threads that the caller follows. */
@RestController
class MyThreadsController {

    private final MyThreads threads;

    MyThreadsController(MyThreads threads) {
        this.threads = threads;
    }

    @GetMapping("/me/threads")
    Page<MyThread> mine(
            Caller caller,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable Integer limit) {
        var from = before == null ? MessageCursor.NEWEST : MessageCursor.parse(before);
        return threads.page(caller, from, Page.limit(limit));
    }
}
