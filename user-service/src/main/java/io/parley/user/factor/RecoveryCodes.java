package io.parley.user.factor;

import io.parley.model.UserId;
import io.parley.user.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Codes on paper for who lost the authenticator app; each works once. They have 120 random bits, so
 * that a plain hash of one is safe to keep.
 */
@Component
class RecoveryCodes {

    private static final int COUNT = 10;
    private static final int BYTES = 15;
    private static final int GROUP = 6;

    private final JdbcClient database;

    RecoveryCodes(JdbcClient database) {
        this.database = database;
    }

    /** Ten new ones, which replace those that are left. */
    @Transactional
    List<String> replace(UserId owner) {
        remove(owner);
        var codes = new ArrayList<String>();
        while (codes.size() < COUNT) {
            var code = Base32.encode(Secrets.random(BYTES)).toLowerCase(Locale.ROOT);
            database.sql("insert into recovery_code (account_id, hash) values (?, ?)")
                    .params(owner.value(), Secrets.hash(code))
                    .update();
            codes.add(String.join("-", code.split("(?<=\\G.{" + GROUP + "})")));
        }
        return List.copyOf(codes);
    }

    void remove(UserId owner) {
        database.sql("delete from recovery_code where account_id = ?")
                .param(owner.value())
                .update();
    }

    /**
     * True once for each.
     *
     * @param code without spaces and dashes
     */
    boolean spend(UserId owner, String code) {
        return database.sql("delete from recovery_code where account_id = ? and hash = ?")
                        .params(owner.value(), Secrets.hash(code.toLowerCase(Locale.ROOT)))
                        .update()
                == 1;
    }

    int left(UserId owner) {
        return database.sql("select count(*) from recovery_code where account_id = ?")
                .param(owner.value())
                .query(Integer.class)
                .single();
    }
}
