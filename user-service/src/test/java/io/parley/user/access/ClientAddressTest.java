package io.parley.user.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {

    @Test
    void tellsAddressesApartAsFarAsTheyBelongToDifferentPeople() {
        assertThat(ClientAddress.parse("192.0.2.7")).isEqualTo(new ClientAddress("192.0.2.7"));
        assertThat(ClientAddress.parse("192.0.2.8")).isNotEqualTo(ClientAddress.parse("192.0.2.7"));
        assertThat(ClientAddress.parse("2001:db8:1:2::1"))
                .isEqualTo(ClientAddress.parse("2001:db8:1:2:ffff::9"))
                .isNotEqualTo(ClientAddress.parse("2001:db8:1:3::1"));
        assertThat(ClientAddress.parse("example.org")).isEqualTo(new ClientAddress("unknown"));
    }
}
