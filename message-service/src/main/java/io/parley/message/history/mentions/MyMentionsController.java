package io.parley.message.history.mentions;

import io.parley.message.access.Caller;
import io.parley.message.history.rooms.MessageCursor;
import io.parley.message.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What mentions the caller. */
@RestController
class MyMentionsController {

    private final MyMentions mentions;

    MyMentionsController(MyMentions mentions) {
        this.mentions = mentions;
    }

    @GetMapping("/me/mentions")
    Page<MyMention> mine(
            Caller caller,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable Integer limit) {
        var from = before == null ? MessageCursor.NEWEST : MessageCursor.parse(before);
        return mentions.page(caller, from, Page.limit(limit));
    }
}
