package io.parley.message.history;

import io.parley.message.archive.ArchiveState;
import io.parley.message.archive.LogIdentity;
import io.parley.message.archive.RoomEvents;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.event.HistoryPage;
import io.parley.model.log.ChatLog;
import io.parley.model.log.PartitionSnapshot;
import io.parley.model.log.StoredEvent;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.JsonBudget;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** History for other services: what chat-service resumes from and starts its sequencers with. */
@RestController
@RequestMapping(InternalApi.PREFIX)
class InternalHistoryController {

    private static final int MAX_EVENTS = 1_000;

    private final ReadHistory history;
    private final LogIdentity identity;
    private final ArchiveState archive;
    private final RoomEvents events;

    InternalHistoryController(
            ReadHistory history, LogIdentity identity, ArchiveState archive, RoomEvents events) {
        this.history = history;
        this.identity = identity;
        this.archive = archive;
        this.events = events;
    }

    @GetMapping("/rooms/{roomId}/events")
    HistoryPage events(
            @PathVariable RoomId roomId,
            @RequestParam long after,
            @RequestParam(defaultValue = "500") int limit) {
        requireWithin("limit", limit, 1, MAX_EVENTS);
        return history.page(roomId, Window.of(null, after, null), limit);
    }

    @GetMapping("/log/{partition}")
    PartitionSnapshot snapshot(@PathVariable int partition) {
        requirePartition(partition);
        if (!identity.isOurs()) {
            // the walk would begin in the middle of another log
            throw Refusal.of(ErrorCode.UNAVAILABLE);
        }
        return archive.read(partition);
    }

    @GetMapping("/log/{partition}/events")
    List<StoredEvent> partition(
            @PathVariable int partition,
            @RequestParam long fromOffset,
            @RequestParam long toOffset,
            @RequestParam(defaultValue = "false") boolean endsByBytes) {
        requirePartition(partition);
        // Pods of the release before do not ask for it: to them a short list is the end
        var budget = endsByBytes ? JsonBudget.ofAnswer() : JsonBudget.unlimited();
        return events.ofPartition(partition, fromOffset, toOffset, MAX_EVENTS, budget);
    }

    private static void requirePartition(int partition) {
        requireWithin("partition", partition, 0, ChatLog.PARTITIONS - 1);
    }

    private static void requireWithin(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw Refusal.invalid(name, "must be " + least + " to " + most);
        }
    }
}
