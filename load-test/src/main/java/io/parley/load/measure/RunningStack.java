package io.parley.load.measure;

import io.parley.load.client.LoadException;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;

/** What {@code ./parley up} says it runs: see run.json in its data folder. */
public record RunningStack(String address, List<Member> members) {

    private static final String GATEWAY = "gateway";
    private static final String MESSAGE = "message-service";
    private static final String CHAT = "chat-";

    /** One process. */
    public record Member(String name, long pid, int port) {

        /** Ends it without a word. */
        public void kill() {
            var _ = process().destroyForcibly();
        }

        boolean isAlive() {
            return ProcessHandle.of(pid).isPresent();
        }

        ProcessHandle process() {
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new LoadException(name + " does not run any more."));
        }
    }

    /** The suite that runs on this data folder. */
    public static RunningStack read(Path data) {
        try {
            return Json.MAPPER.readValue(
                    Files.readAllBytes(data.resolve("run.json")), RunningStack.class);
        } catch (IOException | JacksonException e) {
            throw new LoadException(
                    "Nothing runs over %s: start it with ./parley up first.".formatted(data), e);
        }
    }

    /** The one gateway. */
    public Member gateway() {
        return named(GATEWAY);
    }

    /** The one message-service. */
    public Member messageService() {
        return named(MESSAGE);
    }

    private Member named(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LoadException("No %s runs.".formatted(name)));
    }

    public List<Member> pods() {
        return members.stream().filter(member -> member.name().startsWith(CHAT)).toList();
    }

    /** Everything that is neither the gateway nor a chat pod. */
    public List<Member> others() {
        return members.stream()
                .filter(member -> !member.equals(gateway()) && !pods().contains(member))
                .toList();
    }

    /** The address of the REST API. */
    public URI rest() {
        return URI.create("http://127.0.0.1:" + gateway().port());
    }
}
