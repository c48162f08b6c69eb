package io.parley.model.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.user.DoNotDisturb.Schedule;
import io.parley.model.wire.Json;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserSnapshotTest {

    private static final String USER = "0197a000-0000-7000-8000-000000000001";
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final UserSnapshot SILENT =
            new UserSnapshot(
                    UserId.of(USER),
                    3,
                    NOW,
                    "ann",
                    "Ann",
                    Role.USER,
                    NOW.plusSeconds(60),
                    Set.of(UUID.fromString(USER)));
    private static final String SILENT_JSON =
            """
            {"userId":"%s","version":3,"at":"2026-05-04T10:00:00.000Z","username":"ann",\
            "displayName":"Ann","role":"USER","bannedUntil":"2026-05-04T10:01:00.000Z",\
            "endedSessions":["%s"]}"""
                    .formatted(USER, USER);

    @Test
    void whoSaysNothingOfBeingThereHasTheRecordOfEarlierVersions() {
        assertThat(Json.MAPPER.writeValueAsString(SILENT)).isEqualTo(SILENT_JSON);
        assertThat(read(SILENT_JSON)).isEqualTo(SILENT);
        assertThat(read(SILENT_JSON).availability()).isEqualTo(Availability.NOTHING_SAID);
    }

    @Test
    void whatPeopleSayOfBeingThereIsReadAsItWasWritten() {
        var said =
                new Availability(
                        new UserStatus("On holiday", "🌴", NOW.plusSeconds(3_600)),
                        new DoNotDisturb(
                                NOW.plusSeconds(1_800),
                                new Schedule(
                                        List.of(1, 2),
                                        LocalTime.of(22, 0),
                                        LocalTime.of(7, 0),
                                        "Europe/Berlin")),
                        PresenceMode.INVISIBLE,
                        true);
        var json = Json.MAPPER.writeValueAsString(SILENT.with(said));

        assertThat(read(json)).isEqualTo(SILENT.with(said));
        assertThat(read(json).availability()).isEqualTo(said);
        assertThat(json)
                .startsWith(SILENT_JSON.substring(0, SILENT_JSON.length() - 1))
                .endsWith(
                        """
                        "status":{"text":"On holiday","emoji":"🌴",\
                        "until":"2026-05-04T11:00:00.000Z"},\
                        "dnd":{"until":"2026-05-04T10:30:00.000Z",\
                        "schedule":{"days":[1,2],"from":"22:00","to":"07:00",\
                        "zone":"Europe/Berlin"}},\
                        "presence":"invisible","hidesLastSeen":true}""");
    }

    @Test
    void aBanCountsWhateverALaterVersionSaysOfBeingThere() {
        var later =
                SILENT_JSON.substring(0, SILENT_JSON.length() - 1)
                        + """
                        ,"status":{"text":"x","colour":"red"},"presence":"dreaming",\
                        "dnd":{"schedule":{"days":[9],"from":"22:00","to":"07:00",\
                        "zone":"Moon/Tranquility","weeks":[2]}},"mood":{"is":"new"}}""";

        assertThat(read(later).isBanned(NOW)).isTrue();
        assertThat(read(later).presence()).isNull();
        assertThat(read(later).availability().isDoNotDisturbAt(NOW)).isFalse();
        assertThat(read(later).availability().statusAt(NOW))
                .contains(new UserStatus("x", null, null));
    }

    @Test
    void aStatusEndsByItself() {
        var status = new UserStatus("Lunch", null, NOW);

        assertThat(status.isAt(NOW.minusMillis(1))).isTrue();
        assertThat(status.isAt(NOW)).isFalse();
        assertThat(new UserStatus("Lunch", null, null).isAt(NOW)).isTrue();
    }

    @Test
    void whatIsOverIsLeftOutAndWhatComesBackStays() {
        var over = new UserStatus("Lunch", null, NOW);
        var nights = new Schedule(List.of(1), LocalTime.of(22, 0), LocalTime.of(7, 0), "UTC");

        assertThat(new Availability(over, new DoNotDisturb(NOW, null), null, false).at(NOW))
                .isEqualTo(Availability.NOTHING_SAID);
        assertThat(new Availability(null, new DoNotDisturb(NOW, nights), null, true).at(NOW))
                .isEqualTo(new Availability(null, new DoNotDisturb(NOW, nights), null, true));
    }

    private static UserSnapshot read(String json) {
        return Json.MAPPER.readValue(json, UserSnapshot.class);
    }
}
