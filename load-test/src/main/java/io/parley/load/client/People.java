package io.parley.load.client;

import io.parley.model.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Accounts made for a measurement. */
public final class People {

    /** Passwords cost the server much: more at a time would only wait there. */
    private static final int AT_A_TIME = 4;

    /** One account. The access token lives five minutes; {@link #refreshed} makes new ones. */
    public record Person(String id, String accessToken, String refreshToken) {

        static Person of(JsonNode login) {
            return new Person(
                    login.at("/user/id").asString(),
                    login.get("accessToken").asString(),
                    login.get("refreshToken").asString());
        }
    }

    private final Api api;
    private List<Person> all;

    private People(Api api, List<Person> all) {
        this.api = api;
        this.all = all;
    }

    static People register(Api api, int count) {
        var run = UUID.randomUUID().toString().substring(0, 8);
        var password = UUID.randomUUID().toString();
        var names = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            names.add("load-%s-%d".formatted(run, i));
        }
        return new People(api, together(names, name -> register(api, name, password)));
    }

    private static Person register(Api api, String name, String password) {
        var credentials = Map.of("username", name, "password", password);
        api.post("/auth/register", credentials, "");
        return signIn(api, name, password);
    }

    /** Everybody, with access tokens that have just been made. */
    List<Person> refreshed() {
        all =
                together(
                        all,
                        person ->
                                Person.of(
                                        api.post(
                                                "/auth/refresh",
                                                Map.of("refreshToken", person.refreshToken()),
                                                "")));
        return all;
    }

    static Person signIn(Api api, String username, String password) {
        var credentials = Map.of("username", username, "password", password);
        return Person.of(api.post("/auth/login", credentials, ""));
    }

    /** A group of those from one place in the list to another, made by the admin. */
    String room(Person admin, int from, int to) {
        var members = all.subList(from, to).stream().map(Person::id).toList();
        var room = Map.of("kind", "group", "name", "Load", "members", members);
        return api.post("/api/v1/rooms", room, admin.accessToken()).get("id").asString();
    }

    private static <A, B> List<B> together(List<A> inputs, Function<A, B> work) {
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            var results = new ArrayList<B>();
            for (var future :
                    inputs.stream()
                            .map(input -> threads.submit(() -> work.apply(input)))
                            .toList()) {
                results.add(future.get());
            }
            return List.copyOf(results);
        } catch (ExecutionException e) {
            throw new LoadException("Accounts could not be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }

    /** A SEND of a text, with a client message id of its own. */
    public static String draft(String text) {
        return Json.MAPPER.writeValueAsString(
                Map.of("clientMsgId", UUID.randomUUID().toString(), "text", text));
    }
}
