package io.parley.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of docs/configuration.md. */
record SettingsTable(List<Row> rows) {

    /** Columns of a row, and what is before the first and behind the last bar. */
    private static final int CELLS = 7;

    /**
     * One setting.
     *
     * @param value its default, or what stands for one
     * @param readers services without their ending, and tools
     */
    record Row(String name, String meaning, String value, String allowed, Set<String> readers) {

        static final String REQUIRED = "required";

        boolean isRequired() {
            return value.equals(REQUIRED);
        }

        boolean isReadBy(String reader) {
            return readers.contains(reader)
                    || (readers.contains("all")
                            && Repository.SERVICES.contains(reader + Repository.SERVICE));
        }
    }

    static SettingsTable read() {
        return of(Repository.text("docs/configuration.md"));
    }

    static SettingsTable of(String text) {
        return new SettingsTable(
                text.lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip))
                        .map(cells -> row(cells.toList()))
                        .toList());
    }

    private static Row row(List<String> cells) {
        if (cells.size() != CELLS) {
            throw new IllegalArgumentException("Not a row of settings: " + cells);
        }
        return new Row(
                cells.get(1).replace("`", ""),
                cells.get(2),
                cells.get(3),
                cells.get(4),
                Set.of(cells.get(5).split(", ")));
    }

    Stream<Row> of(String reader, Set<String> names) {
        return readBy(reader).filter(row -> names.contains(row.name()));
    }

    Stream<Row> readBy(String reader) {
        return rows.stream().filter(row -> row.isReadBy(reader));
    }

    static Set<String> names(Stream<Row> rows) {
        return rows.map(Row::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
