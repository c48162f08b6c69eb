package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.user.Availability;
import io.parley.model.user.DoNotDisturb;
import io.parley.model.user.PresenceMode;
import io.parley.model.user.UserStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What people say of being there. */
@UserServiceTest
class AvailabilityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NIGHTS =
            """
            {"schedule":{"days":[7,1],"from":"22:00","to":"07:00","zone":"Europe/Berlin"}}""";

    @Autowired Api api;
    @Autowired MovableClock clock;

    @Test
    void whoSaysNothingIsSeenAsTheirDevicesSay() {
        var ann = api.newUser("ann");

        assertThat(mine(ann))
                .isEqualTo("{\"presence\":\"auto\",\"dndNow\":false,\"showLastSeen\":true}");
    }

    @Test
    void tellsAStatusAndForgetsItWhenItIsOver() {
        var ann = api.newUser("ann");
        var until = inAnHour();

        var answer =
                put(
                        ann,
                        "status",
                        "{\"text\":\"  On  holiday \",\"emoji\":\"🌴\",\"until\":\"%s\"}"
                                .formatted(until));

        assertThat(answer.status()).isEqualTo(204);
        var status = new UserStatus("On holiday", "🌴", until);
        awaitTold(ann, said -> status.equals(said.status()));
        assertThat(mine(ann)).startsWith("{\"status\":{\"text\":\"On holiday\",\"emoji\":\"🌴\",");

        clock.pass(Duration.ofHours(1));
        var later = api.login(ann.username());

        assertThat(mine(later)).doesNotContain("holiday");
        put(later, "presence", "{\"presence\":\"away\"}");
        awaitTold(ann, said -> said.equals(new Availability(null, null, PresenceMode.AWAY, false)));
    }

    @Test
    void aStatusEndsByAnEmptyOneAndByItsDeletion() {
        var ann = api.newUser("ann");
        put(ann, "status", "{\"text\":\"Lunch\"}");
        assertThat(put(ann, "status", "{\"text\":\" \",\"emoji\":\"\"}").status()).isEqualTo(204);
        assertThat(mine(ann)).doesNotContain("status");

        put(ann, "status", "{\"emoji\":\"🍕\"}");
        assertThat(mine(ann)).startsWith("{\"status\":{\"text\":\"\",\"emoji\":\"🍕\"}");
        assertThat(api.send("DELETE", "/me/status", "", ann.accessToken()).status()).isEqualTo(204);
        assertThat(mine(ann)).doesNotContain("status");
        awaitTold(ann, Availability.NOTHING_SAID::equals);
    }

    @Test
    void tellsWhenNotToDisturb() {
        var ann = api.newUser("ann");
        var until = inAnHour();

        put(ann, "dnd", "{\"until\":\"%s\",".formatted(until) + NIGHTS.substring(1));

        var schedule =
                new DoNotDisturb.Schedule(
                        List.of(1, 7), LocalTime.of(22, 0), LocalTime.of(7, 0), "Europe/Berlin");
        awaitTold(ann, said -> new DoNotDisturb(until, schedule).equals(said.dnd()));
        assertThat(mine(ann)).contains("\"dndNow\":true", "\"from\":\"22:00\"");

        put(ann, "dnd", "{}");

        awaitTold(ann, Availability.NOTHING_SAID::equals);
        assertThat(mine(ann)).contains("\"dndNow\":false").doesNotContain("schedule");
    }

    @Test
    void whatIsSaidOfOneThingLeavesTheOthers() {
        var ann = api.newUser("ann");

        put(ann, "status", "{\"text\":\"Writing\"}");
        put(ann, "dnd", NIGHTS);
        put(ann, "presence", "{\"presence\":\"invisible\",\"showLastSeen\":false}");
        put(ann, "presence", "{\"presence\":\"auto\"}");

        awaitTold(
                ann,
                said ->
                        said.status() != null
                                && said.dnd() != null
                                && said.presence() == null
                                && said.hidesLastSeen());
        assertThat(mine(ann)).contains("Writing", "Berlin", "\"showLastSeen\":false");
    }

    @Test
    void whatIsKnownAlreadyIsNotToldAgain() {
        var ann = api.newUser("ann");
        var writing =
                "{\"text\":\"Writing\",\"until\":\"%s\"}".formatted(inAnHour().plusNanos(123_456));
        put(ann, "status", writing);
        put(ann, "status", writing);
        put(ann, "status", "{\"text\":\"Reading\"}");

        awaitTold(ann, said -> said.equals(reading()));

        assertThat(UserLogReader.of(ann.id())).hasSize(3);
    }

    @Test
    void aChangeOfTheAccountTellsWhatWasSaidBefore() {
        var ann = api.newUser("ann");
        put(ann, "status", "{\"text\":\"Reading\"}");

        api.send("PATCH", "/me", "{\"displayName\":\"Ann Other\"}", ann.accessToken());

        await().atMost(PATIENCE)
                .until(() -> UserLogReader.last(ann.id()).displayName().equals("Ann Other"));
        assertThat(UserLogReader.last(ann.id()).availability()).isEqualTo(reading());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "status | {'text':'two\\nlines'} | text",
                "status | {'text':'\\u202eright'} | text",
                "status | {'emoji':'ab'} | emoji",
                "status | {'emoji':'🌴🌴'} | emoji",
                "status | {'text':'x','until':'2020-01-01T00:00:00Z'} | until",
                "status | {'text':'x','until':'2090-01-01T00:00:00Z'} | until",
                "status | {'text':'x','until':'soon'} | until",
                "dnd | {'until':'2020-01-01T00:00:00Z'} | until",
                "dnd | {'schedule':{}} | schedule.days",
                "dnd | {'schedule':{'days':[]}} | schedule.days",
                "dnd | {'schedule':{'days':[0]}} | schedule.days",
                "dnd | {'schedule':{'days':[null]}} | schedule.days",
                "dnd | {'schedule':{'days':[1,1]}} | schedule.days",
                "dnd | {'schedule':{'days':[1],'from':'25:00'}} | schedule.from",
                "dnd | {'schedule':{'days':[1],'from':'22:00','to':'7'}} | schedule.to",
                "dnd | {'schedule':{'days':[1],'from':'22:00','to':'07:00'}} | schedule.zone",
                "dnd | {'schedule':{'days':[1],'from':'22:00','to':'07:00','zone':'+2'}}"
                        + " | schedule.zone",
                "presence | {} | presence",
                "presence | {'presence':'AWAY'} | presence",
            })
    void saysWhichFieldIsWrong(String what, String body, String field) {
        var ann = api.newUser("ann");

        var answer = put(ann, what, body.replace('\'', '"'));

        assertThat(answer.code()).isEqualTo("validation.failed");
        assertThat(answer.json().at("/fields/0/name").asString()).isEqualTo(field);
        assertThat(mine(ann))
                .isEqualTo("{\"presence\":\"auto\",\"dndNow\":false,\"showLastSeen\":true}");
    }

    @Test
    void aStatusHasAHundredCharactersAsUnicodeCountsThem() {
        var ann = api.newUser("ann");

        assertThat(put(ann, "status", "{\"text\":\"%s\"}".formatted("🌴".repeat(100))).status())
                .isEqualTo(204);
        assertThat(put(ann, "status", "{\"text\":\"%s\"}".formatted("🌴".repeat(101))).code())
                .isEqualTo("validation.failed");
    }

    @Test
    void nobodyChangesItMoreThanThirtyTimesAMinute() {
        var ann = api.newUser("ann");
        for (int i = 0; i < 30; i++) {
            assertThat(put(ann, "status", "{\"text\":\"%d\"}".formatted(i)).status())
                    .isEqualTo(204);
        }

        var refused = put(ann, "presence", "{\"presence\":\"away\"}");

        assertThat(refused.code()).isEqualTo("rate.limited");
        assertThat(refused.json().path("retryAfterMs").asLong()).isBetween(1L, 60_000L);
        clock.pass(Duration.ofMinutes(1));
        assertThat(put(ann, "presence", "{\"presence\":\"away\"}").status()).isEqualTo(204);
    }

    @Test
    void keepsTheLatestMinuteOfEachAndNoneOfTheFuture() {
        var ann = api.newUser("ann");
        var ben = api.newUser("ben");
        var now = clock.instant();
        tellSeen(
                Map.of(
                        ann.id(),
                        now.minusSeconds(600),
                        ben.id(),
                        now.plusSeconds(86_400),
                        "0197a000-0000-7000-8000-000000000009",
                        now));
        tellSeen(Map.of(ann.id(), now.minusSeconds(900)));

        assertThat(seen(ann)).isEqualTo(now.minusSeconds(600).truncatedTo(ChronoUnit.MINUTES));
        assertThat(seen(ben)).isBeforeOrEqualTo(clock.instant());
    }

    @Test
    void whoHidesWhenTheyWereThereIsLeftOut() {
        var ann = api.newUser("ann");
        tellSeen(Map.of(ann.id(), clock.instant()));

        put(ann, "presence", "{\"presence\":\"auto\",\"showLastSeen\":false}");

        assertThat(askSeen(ann)).isEqualTo("{\"seen\":[]}");
        put(ann, "presence", "{\"presence\":\"auto\",\"showLastSeen\":true}");
        assertThat(askSeen(ann)).contains(ann.id());
    }

    @Test
    void whoIsInvisibleWasThereLastBefore() {
        var ann = api.newUser("ann");
        var before = clock.instant().minusSeconds(600);
        tellSeen(Map.of(ann.id(), before));
        put(ann, "presence", "{\"presence\":\"invisible\"}");

        tellSeen(Map.of(ann.id(), clock.instant()));

        assertThat(seen(ann)).isEqualTo(before.truncatedTo(ChronoUnit.MINUTES));
    }

    @Test
    void takesAThousandAtOnceAndNoMore() {
        var one =
                "{\"userId\":\"0197a000-0000-7000-8000-000000000009\",\"at\":\"%s\"},"
                        .formatted(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var thousand = one.repeat(999) + one.substring(0, one.length() - 1);

        assertThat(tell(thousand).status()).isEqualTo(204);
        assertThat(tell(one + thousand).code()).isEqualTo("validation.failed");
        assertThat(api.asService("POST", "/internal/last-seen", "{}").code())
                .isEqualTo("validation.failed");
        assertThat(tell("{}").code()).isEqualTo("validation.failed");
        assertThat(tell("null").code()).isEqualTo("validation.failed");
        assertThat(api.asService("GET", "/internal/last-seen?ids=" + "x,".repeat(201), "").code())
                .isEqualTo("validation.failed");
    }

    private static Availability reading() {
        return new Availability(new UserStatus("Reading", null, null), null, null, false);
    }

    private Instant inAnHour() {
        return clock.instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    }

    private Api.Answer put(Api.Login person, String what, String json) {
        return api.send("PUT", "/me/" + what, json, person.accessToken());
    }

    private String mine(Api.Login person) {
        return api.get("/me/status", person.accessToken()).raw().body();
    }

    private static void awaitTold(Api.Login person, Predicate<Availability> wanted) {
        await().atMost(PATIENCE)
                .until(() -> wanted.test(UserLogReader.last(person.id()).availability()));
    }

    private void tellSeen(Map<String, Instant> seen) {
        var told =
                seen.entrySet().stream()
                        .map(
                                each ->
                                        "{\"userId\":\"%s\",\"at\":\"%s\"}"
                                                .formatted(each.getKey(), each.getValue()))
                        .toList();
        assertThat(tell(String.join(",", told)).status()).isEqualTo(204);
    }

    private Api.Answer tell(String items) {
        return api.asService("POST", "/internal/last-seen", "{\"seen\":[" + items + "]}");
    }

    private String askSeen(Api.Login person) {
        return api.asService("GET", "/internal/last-seen?ids=" + person.id(), "").raw().body();
    }

    private Instant seen(Api.Login person) {
        var answer = api.asService("GET", "/internal/last-seen?ids=" + person.id(), "");
        return Instant.parse(answer.json().at("/seen/0/at").asString());
    }
}
