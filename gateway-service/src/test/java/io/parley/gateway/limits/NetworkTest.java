package io.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "203.0.113.7, ::ffff:203.0.113.7, true",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "2001:DB8:1:2:0:0:0:1, 2001:db8:1:2::2, true",
        "fe80::1%eth0, fe80::2%eth1, true",
        "not.an.address, neither, true",
    })
    void isAnAddressOrTheFirstHalfOfALongOne(String one, String other, boolean isSame) {
        assertThat(Network.of(one).equals(Network.of(other))).isEqualTo(isSame);
    }

    @Test
    void putsThoseThatAreNotKnownTogether() {
        assertThat(Network.of(null)).isEqualTo(Network.of("nothing")).isNotEmpty();
    }
}
