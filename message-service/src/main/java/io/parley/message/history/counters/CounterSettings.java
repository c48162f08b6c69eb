package io.parley.message.history.counters;

import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How counters are watched.
 *
 * @param checkOneIn one of so many counted rooms is counted once more in another way
 */
@ConfigurationProperties("parley.counters")
record CounterSettings(@DefaultValue("1000") int checkOneIn) {

    private static final int RARELY = 1_000_000;

    CounterSettings {
        if (checkOneIn < 1 || checkOneIn > RARELY) {
            throw new WrongSetting(
                    "PARLEY_COUNTERS_CHECK_ONE_IN is wrong: set it to a number of 1 to " + RARELY);
        }
    }
}
