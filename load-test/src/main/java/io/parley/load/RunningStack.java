package io.parley.load;

import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;

/** What {@code ./parley up} says it runs: see run.json in its data folder. */
record RunningStack(String address, List<Member> members) {

    private static final String GATEWAY = "gateway";
    private static final String MESSAGE = "message-service";
    private static final String CHAT = "chat-";

    /** One process. */
    record Member(String name, long pid, int port) {

        ProcessHandle process() {
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new LoadException(name + " does not run any more."));
        }
    }

    static RunningStack read(Path data) {
        try {
            return Json.MAPPER.readValue(
                    Files.readAllBytes(data.resolve("run.json")), RunningStack.class);
        } catch (IOException | JacksonException e) {
            throw new LoadException(
                    "Nothing runs over %s: start it with ./parley up first.".formatted(data), e);
        }
    }

    Member gateway() {
        return named(GATEWAY);
    }

    Member messageService() {
        return named(MESSAGE);
    }

    private Member named(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LoadException("No %s runs.".formatted(name)));
    }

    List<Member> pods() {
        return members.stream().filter(member -> member.name().startsWith(CHAT)).toList();
    }

    /** Everything that is neither the gateway nor a chat pod. */
    List<Member> others() {
        return members.stream()
                .filter(member -> !member.equals(gateway()) && !pods().contains(member))
                .toList();
    }

    URI rest() {
        return URI.create("http://127.0.0.1:" + gateway().port());
    }
}
