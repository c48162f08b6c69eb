package io.parley.message.archive;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many rows as one statement's parameters: an array for each column, so that a batch costs one
 * round trip and one plan, whatever its size.
 */
final class Columns<T> {

    private final PreparedStatement statement;
    private final List<T> rows;
    private int index;

    Columns(PreparedStatement statement, List<T> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /** Goes on behind these with the columns of other rows. */
    <U> Columns<U> of(List<U> others) {
        var next = new Columns<>(statement, others);
        next.index = index;
        return next;
    }

    Columns<T> add(String type, Function<T, @Nullable Object> value) throws SQLException {
        return set(type, rows.stream().map(value).toArray());
    }

    /** The driver writes bytes as bytes only where the array says so. */
    Columns<T> addBytes(Function<T, byte @Nullable []> value) throws SQLException {
        return set("bytea", rows.stream().map(value).toArray(byte[][]::new));
    }

    Columns<T> addTime(Function<T, Instant> value) throws SQLException {
        return add("timestamptz", row -> value.apply(row).toString());
    }

    private Columns<T> set(String type, @Nullable Object[] values) throws SQLException {
        index++;
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
        return this;
    }
}
