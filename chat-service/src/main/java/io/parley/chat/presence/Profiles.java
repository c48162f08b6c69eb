package io.parley.chat.presence;

import io.parley.chat.policy.LiveAccounts;
import io.parley.chat.presence.PresenceFrame.Shown;
import io.parley.chat.presence.lease.Sighting;
import io.parley.model.UserId;
import io.parley.model.user.Availability;
import io.parley.model.user.UserSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What people say of themselves, beside whether they are there: from the log of accounts. */
@Component
class Profiles {

    private final LiveAccounts accounts;
    private final Clock clock;

    Profiles(LiveAccounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** A person as others see them. */
    Shown shown(UserId person, Sighting sighting, Optional<Instant> lastSeen) {
        var said = said(person);
        var now = clock.instant();
        return new Shown(
                person,
                PresenceFrame.word(sighting),
                lastSeen.filter(_ -> !said.hidesLastSeen()).orElse(null),
                said.statusAt(now).orElse(null),
                said.isDoNotDisturbAt(now));
    }

    /** Whether the person must not be disturbed now. */
    boolean isDoNotDisturb(UserId person) {
        return said(person).isDoNotDisturbAt(clock.instant());
    }

    private Availability said(UserId person) {
        return accounts.findNotable(person)
                .map(UserSnapshot::availability)
                .orElse(Availability.NOTHING_SAID);
    }
}
