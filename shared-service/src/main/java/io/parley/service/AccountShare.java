package io.parley.service;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of a service one account may use at once. A request holds its place until its answer is
 * written, so that answers nobody reads are few, too.
 *
 * @param requestsAtOnce fewer than there are connections to the database: others find one free
 */
@ConfigurationProperties("parley.account")
public record AccountShare(@DefaultValue("4") int requestsAtOnce) {

    /** After this, another try may find a place. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    /** What a client sends in one go, such as a page that loads, waits rather than fails. */
    private static final int MOST_WAITING = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    public AccountShare {
        if (requestsAtOnce < 1 || requestsAtOnce > MOST) {
            throw new WrongSetting(
                    "PARLEY_ACCOUNT_REQUESTS_AT_ONCE is wrong: set it to a number of 1 to " + MOST);
        }
    }

    /** The places of all accounts, by their ids. */
    public <K> FairShare<K> places() {
        return new FairShare<>(requestsAtOnce, MOST_WAITING, PATIENCE);
    }
}
