package io.parley.user.account;

import com.ibm.icu.text.SpoofChecker;
import io.parley.model.text.SearchText;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a name could be taken for that of an admin: by the confusable characters of Unicode (UTS
 * #39), whatever case, accents, spaces and punctuation. There are few admins, so they are looked
 * through one by one.
 */
@Component
public class LookAlikes {

    /** The rule, as people are told. */
    public static final String RULE = "looks like the name of an admin: choose another one";

    private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();

    private final JdbcClient database;

    LookAlikes(JdbcClient database) {
        this.database = database;
    }

    /** For somebody who is no admin. */
    public boolean isLikeAdmin(String name) {
        var shapes = shapes(name);
        return !shapes.isEmpty()
                && database.sql("select username, display_name from account where role = 'ADMIN'")
                        .query(
                                (row, number) ->
                                        isLike(shapes, row.getString(1))
                                                || isLike(shapes, row.getString(2)))
                        .list()
                        .contains(true);
    }

    private static boolean isLike(Set<String> shapes, String name) {
        return !Collections.disjoint(shapes, shapes(name));
    }

    /** With and without its case: a capital I is a small l, and a small i is a capital one. */
    static Set<String> shapes(String name) {
        var shapes = new HashSet<String>();
        shapes.add(shape(name));
        shapes.add(shape(SearchText.fold(name)));
        shapes.remove("");
        return Set.copyOf(shapes);
    }

    private static String shape(String name) {
        var drawn = SearchText.fold(CONFUSABLES.getSkeleton(lettersOf(name)));
        return lettersOf(drawn);
    }

    private static String lettersOf(String text) {
        var letters = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
