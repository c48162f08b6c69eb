package io.parley.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where clients find what they made, whatever stands before the paths that a service knows. */
class LocationsTest {

    @ParameterizedTest
    @CsvSource({
        "/rooms,                  /rooms/1",
        "/auth/register,          /users/2",
        "/admin/invitations,      /admin/invitations/3",
        "/support/queues/4/room,  /rooms/5"
    })
    void isBelowEveryPrefix(String request, String made) {
        for (var prefix : new String[] {"", "/api/v1", "/chat/api/v1"}) {
            var asked = URI.create("https://chat.example" + prefix + request);

            assertThat(asked.resolve(Locations.relative(request, made)))
                    .isEqualTo(URI.create("https://chat.example" + prefix + made));
        }
    }
}
