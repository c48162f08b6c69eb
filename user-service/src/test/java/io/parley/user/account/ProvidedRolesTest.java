package io.parley.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.Role;
import io.parley.user.Api;
import io.parley.user.UserServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@UserServiceTest
class ProvidedRolesTest {

    @Autowired ProvidedRoles roles;
    @Autowired People people;
    @Autowired JdbcClient database;

    @Test
    @Transactional
    void neverDemotesTheLastAdmin() {
        var admin = people.page(new People.Page(true, Api.ADMIN, "", 1)).getFirst();
        database.sql("update account set role = 'USER' where id <> ?")
                .param(admin.id().value())
                .update();

        assertThat(roles.make(admin, Role.USER).role()).isEqualTo(Role.ADMIN);

        database.sql("update account set role = 'ADMIN'").update();
        assertThat(roles.make(admin, Role.USER).role()).isEqualTo(Role.USER);
        assertThat(people.find(admin.id()).orElseThrow().role()).isEqualTo(Role.USER);
    }
}
