package io.parley.user.account;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.text.WrittenText;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts of people who sign in elsewhere. An account belongs to (issuer, subject) and to
 * nothing else: a name or an address of mail that looks the same never leads to somebody's account.
 */
@Component
public class ExternalAccounts {

    private static final int LONGEST_NAME = 28;
    private static final int SHORTEST_NAME = 3;
    private static final int TRIES = 50;

    private final JdbcClient database;
    private final NewAccounts newAccounts;
    private final People people;
    private final ProvidedRoles roles;
    private final LookAlikes lookAlikes;
    private final Clock clock;

    ExternalAccounts(
            JdbcClient database,
            NewAccounts newAccounts,
            People people,
            ProvidedRoles roles,
            LookAlikes lookAlikes,
            Clock clock) {
        this.database = database;
        this.newAccounts = newAccounts;
        this.people = people;
        this.roles = roles;
        this.lookAlikes = lookAlikes;
        this.clock = clock;
    }

    /**
     * Whom an issuer vouches for.
     *
     * @param wishedName what their username is made from; it may be taken
     * @param shownName what others read; empty for the username
     * @param role what the issuer says about it; empty if it is not asked
     */
    public record Identity(
            String issuer,
            String subject,
            String wishedName,
            String shownName,
            Optional<Role> role) {}

    /** The account of that identity. Two calls at once for a new one end with one account. */
    @Transactional
    public Person findOrMake(Identity identity) {
        // The lock ends with the transaction; a second call then finds what the first one made
        database.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(identity.issuer() + " " + identity.subject())
                .query((row, number) -> "")
                .list();
        return find(identity)
                .map(person -> identity.role().map(r -> roles.make(person, r)).orElse(person))
                .orElseGet(() -> make(identity));
    }

    private Optional<Person> find(Identity identity) {
        return database.sql(
                        "select account_id from external_identity where issuer = ? and subject = ?")
                .params(identity.issuer(), identity.subject())
                .query(UUID.class)
                .optional()
                .flatMap(id -> people.find(new UserId(id)));
    }

    private Person make(Identity identity) {
        var person =
                names(identity.wishedName())
                        .flatMap(
                                name ->
                                        newAccounts
                                                .add(wanted(identity, name), Optional.empty())
                                                .stream())
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no free username"));
        database.sql(
                        """
                        insert into external_identity (issuer, subject, account_id, created_at)
                        values (?, ?, ?, ?)
                        """)
                .params(
                        identity.issuer(),
                        identity.subject(),
                        person.id().value(),
                        Timestamp.from(clock.instant()))
                .update();
        return person;
    }

    private NewAccounts.Wanted wanted(Identity identity, Username name) {
        return new NewAccounts.Wanted(
                name,
                DisplayName.parse(shortened(identity.shownName()))
                        .filter(
                                shown ->
                                        identity.role().equals(Optional.of(Role.ADMIN))
                                                || !lookAlikes.isLikeAdmin(shown.value()))
                        .orElse(new DisplayName(name.value())),
                identity.role().orElse(Role.USER),
                Optional.empty());
    }

    /** Cut between characters: half of one would make the whole name unfit. */
    private static String shortened(String shown) {
        var name = WrittenText.strip(shown);
        var characters = Math.min(name.codePointCount(0, name.length()), DisplayName.LONGEST);
        return name.substring(0, name.offsetByCodePoints(0, characters));
    }

    /** ann, ann-2, ann-3 and so on. */
    private static Stream<Username> names(String wished) {
        var plain =
                wished.toLowerCase(Locale.ROOT)
                        .replaceAll("@.*", "")
                        .replaceAll("[^a-z0-9._-]", "");
        var start = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        var base = start.length() < SHORTEST_NAME ? "user" + start : start;
        return Stream.concat(
                        Stream.of(base),
                        IntStream.rangeClosed(2, TRIES).mapToObj(number -> base + "-" + number))
                .map(Username::new);
    }
}
