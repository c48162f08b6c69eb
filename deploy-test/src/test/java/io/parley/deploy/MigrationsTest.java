package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The release before runs on the database of this one. */
class MigrationsTest {

    @Test
    void takeNothingAwayThatTheReleaseBeforeNeeds() {
        assertThat(Migrations.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP TABLE room | takes something away",
                "ALTER TABLE room DROP COLUMN name | takes something away",
                "alter table room rename column name to title | renames",
                "ALTER TABLE room ALTER COLUMN name TYPE varchar | changes a type",
                "ALTER TABLE room ALTER name SET NOT NULL | requires a value",
                "ALTER TABLE room ADD COLUMN a text NOT NULL | requires a value",
                "ALTER TABLE room ADD COLUMN a int DEFAULT 1, ADD COLUMN b int NOT NULL | requires",
                "ALTER TABLE room ADD CONSTRAINT c CHECK (name <> '') | forbids what was allowed",
                "CREATE UNIQUE INDEX i ON room (name) | forbids what was allowed"
            })
    void findsWhatTheReleaseBeforeDoesNotSurvive(String sql, String said) {
        assertThat(Migrations.problems(sql))
                .anySatisfy(problem -> assertThat(problem).contains(said));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (b int NOT NULL); CREATE UNIQUE INDEX i ON a (b);",
                "ALTER TABLE room ADD COLUMN a numeric(3, 1) NOT NULL DEFAULT 0 CHECK (a > (0));",
                "ALTER TABLE room ADD COLUMN a text; -- what a drop is",
                "CREATE INDEX i ON room (name);",
                "-- contract: nobody reads it since 0.2\nALTER TABLE room DROP COLUMN a;"
            })
    void allowsWhatIsAddedAndWhatIsExplained(String sql) {
        assertThat(Migrations.problems(sql)).isEmpty();
    }
}
