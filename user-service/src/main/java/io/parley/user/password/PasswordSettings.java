package io.parley.user.password;

import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much of the machine may be spent on passwords at a time.
 *
 * @param threads hashes computed at once, 19 MiB each; 0 takes one for each processor
 * @param queue requests that may wait for one
 */
@ConfigurationProperties("parley.password")
record PasswordSettings(int threads, int queue) {

    private static final int MOST_THREADS = 64;
    private static final int MOST_WAITING = 10_000;

    PasswordSettings {
        if (threads < 0 || threads > MOST_THREADS) {
            throw new WrongSetting(
                    "PARLEY_PASSWORD_THREADS must be 1 to 64, or 0 for one for each processor.");
        }
        if (queue < 1 || queue > MOST_WAITING) {
            throw new WrongSetting("PARLEY_PASSWORD_QUEUE must be 1 to 10000.");
        }
    }

    int effectiveThreads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
