package io.parley.user.account;

import io.parley.model.UserId;
import io.parley.model.text.SearchText;
import io.parley.model.text.WrittenText;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds people by the start of their username or of any word of their display name. Both sides are
 * folded here and nowhere else, so that neither the language of the database nor that of a browser
 * counts.
 */
@Component
public class SearchTerms {

    /** For a query with the parameters of {@link Start}; {@code a} is the account. */
    public static final String CONDITION =
            "a.id in (select account_id from account_search where term >= :from and term < :to)";

    private static final String AFTER_ALL_OTHERS = Character.toString(Character.MAX_CODE_POINT);

    private final JdbcClient database;

    SearchTerms(JdbcClient database) {
        this.database = database;
    }

    /** The terms that begin with what is looked for. */
    public record Start(String from, String to) {

        /** Without blanks around it; from nothing come all terms. */
        public static Start of(String query) {
            var folded = SearchText.fold(WrittenText.strip(query));
            return new Start(folded, folded + AFTER_ALL_OTHERS);
        }

        /** True where everybody is looked for. */
        public boolean isAll() {
            return from.isEmpty();
        }
    }

    /** Makes a person known by these names, and by no earlier ones. */
    void put(UserId id, String username, String displayName) {
        database.sql("delete from account_search where account_id = ?").param(id.value()).update();
        database.sql(
                        """
                        insert into account_search (term, account_id)
                        select unnest(?::text[]), ? on conflict do nothing
                        """)
                .params(of(username, displayName).toArray(String[]::new), id.value())
                .update();
    }

    static Set<String> of(String username, String displayName) {
        var terms = new LinkedHashSet<String>();
        terms.add(SearchText.fold(username));
        var name = SearchText.fold(displayName);
        terms.add(name);
        wordStarts(name).forEach(start -> terms.add(name.substring(start)));
        terms.remove("");
        return terms;
    }

    private static List<Integer> wordStarts(String text) {
        var starts = new ArrayList<Integer>();
        boolean inWord = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (belongsToWord(c)) {
                if (!inWord || writesWithoutSpaces(c)) {
                    starts.add(i);
                }
                inWord = true;
            } else {
                inWord = false;
            }
        }
        return starts;
    }

    private static boolean belongsToWord(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> Character.isLetterOrDigit(c);
        };
    }

    /** Each character may begin a word. */
    private static boolean writesWithoutSpaces(int c) {
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
