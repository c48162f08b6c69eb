package io.parley.load.measure;

import io.parley.model.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The tables of one measurement, for people and as JSON. */
public final class Results {

    private final Map<String, List<? extends Row>> tables = new LinkedHashMap<>();

    /** Adds the rows of one part. */
    public void add(String name, List<? extends Row> rows) {
        tables.put(name, rows);
    }

    public void print(Machine machine, Consumer<String> say) {
        tables.forEach(
                (name, rows) -> {
                    say.accept("\n" + name + "\n");
                    say.accept(rows.getFirst().head());
                    rows.forEach(row -> say.accept(row.row()));
                });
        say.accept("\n" + machine.line());
    }

    /** Writes a file that holds all of it, and says which. */
    public Path save(Machine machine, Path folder, String scenario) throws IOException {
        var content = new LinkedHashMap<String, Object>(tables);
        content.put("machine", machine);
        Files.createDirectories(folder);
        var file = folder.resolve("%s-%d.json".formatted(scenario, machine.at().toEpochMilli()));
        Files.write(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        return file;
    }
}
