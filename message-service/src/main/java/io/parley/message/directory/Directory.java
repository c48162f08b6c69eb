package io.parley.message.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.message.access.UserServiceSettings;
import io.parley.message.web.Problems;
import io.parley.message.web.Refusal;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Asks user-service who people are. */
@Component
public class Directory {

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_IDS = 200;
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final UserServiceSettings users;
    private final ServiceTokens tokens;

    Directory(UserServiceSettings users, ServiceTokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    /**
     * The people with these ids; unknown ids are left out.
     *
     * @throws Refusal {@code unavailable} while user-service does not answer
     */
    public List<Person> find(Collection<UserId> ids) {
        var found = new ArrayList<Person>();
        var distinct = ids.stream().distinct().toList();
        for (var from = 0; from < distinct.size(); from += MAX_IDS) {
            found.addAll(ask(distinct.subList(from, Math.min(from + MAX_IDS, distinct.size()))));
        }
        return found;
    }

    private List<Person> ask(List<UserId> ids) {
        try {
            var answer = http.send(request(ids), BodyHandlers.ofByteArray());
            return people(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("interrupted");
        } catch (IOException | JacksonException failure) {
            throw away(failure.getClass().getSimpleName());
        }
    }

    private List<Person> people(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != OK) {
            throw away("status " + answer.statusCode());
        }
        return List.of(Json.MAPPER.readValue(answer.body(), Person[].class));
    }

    private HttpRequest request(List<UserId> ids) {
        var list = ids.stream().map(UserId::toString).collect(Collectors.joining(","));
        var path = InternalApi.PREFIX + "/users?ids=";
        return HttpRequest.newBuilder(URI.create(users.url() + path + encoded(list)))
                .header(InternalApi.TOKEN_HEADER, tokens.to(ServiceName.USER))
                .timeout(TIMEOUT)
                .build();
    }

    private static String encoded(String list) {
        return URLEncoder.encode(list, UTF_8);
    }

    private static Refusal away(String reason) {
        LOG.atWarn().addKeyValue("reason", reason).log("user-service does not answer");
        return new Refusal(Problems.unavailable("people cannot be looked up right now"));
    }
}
