package io.parley.stack.demo;

import io.parley.stack.infrastructure.StackException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes three people, two rooms, a direct conversation, messages and posts.
 *
 * @param gateway where the suite answers
 * @param adminName an admin, whose password is the next one
 */
public record Demo(URI gateway, String adminName, String adminPassword) {

    private static final List<String> USERS = List.of("mia", "jonas", "priya");

    /** Answers each new person's password by user name. */
    public Map<String, String> make(Supplier<String> newPassword) {
        try (var http = HttpClient.newHttpClient()) {
            var rest = new RestClient(http, gateway);
            var admin = Session.login(rest, adminName, adminPassword);
            var passwords = new LinkedHashMap<String, String>();
            var users = new LinkedHashMap<String, Session>();
            for (var name : USERS) {
                var password = newPassword.get();
                register(rest, name, password);
                passwords.put(name, password);
                users.put(name, Session.login(rest, name, password));
            }
            talk(new Stage(http, gateway, rest, admin, users));
            posts(rest, admin);
            return passwords;
        }
    }

    private static void register(RestClient rest, String name, String password) {
        var displayName = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        rest.post(
                "/auth/register",
                Map.of("username", name, "password", password, "displayName", displayName));
    }

    private static void talk(Stage stage) {
        var welcome = stage.room("group", "Welcome desk");
        stage.say("", welcome, "Hello everybody, this is the place for first questions.");
        stage.say("mia", welcome, "Hi! How do I get my colleagues in here?");
        stage.say("", welcome, "They register, then I add them to the room.");
        stage.say("jonas", welcome, "That was quick, thank you.");
        stage.say("priya", welcome, "Does history stay when I close the browser?");
        stage.say("", welcome, "It does: every message is kept, in one order for everybody.");
        var news = stage.room("announce", "Announcements");
        stage.say("", news, "Maintenance on Sunday from 22:00 to 22:30 UTC.");
    }

    private static void posts(RestClient rest, Session admin) {
        post(rest, admin, "Welcome to Parley", "Ask in the *Welcome desk*. We answer on workdays.");
        post(rest, admin, "What is new", "Posts like this one appear at once for everybody.");
    }

    private static void post(RestClient rest, Session admin, String title, String body) {
        rest.post("/posts", Map.of("title", title, "body", body), admin.accessToken());
    }

    private record Session(String id, String accessToken) {

        static Session login(RestClient rest, String name, String password) {
            var answer = rest.post("/auth/login", Map.of("username", name, "password", password));
            return new Session(
                    answer.at("/user/id").asString(), answer.get("accessToken").asString());
        }
    }

    private record Stage(
            HttpClient http,
            URI gateway,
            RestClient rest,
            Session admin,
            Map<String, Session> users) {

        String room(String kind, String name) {
            var members = users.values().stream().map(Session::id).toList();
            return rest.post(
                            "/api/v1/rooms",
                            Map.of("kind", kind, "name", name, "members", members),
                            admin.accessToken())
                    .get("id")
                    .asString();
        }

        /** Nobody's name stands for the admin. */
        void say(String name, String roomId, String text) {
            var speaker = name.isEmpty() ? admin : users.get(name);
            if (speaker == null) {
                throw new StackException("nobody in the demo is called " + name);
            }
            try (var voice = new Voice(http, webSocket(), speaker.accessToken())) {
                voice.say(roomId, text);
            }
        }

        private URI webSocket() {
            return URI.create(gateway.toString().replaceFirst("^http", "ws") + "/ws");
        }
    }
}
