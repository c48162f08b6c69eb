package io.parley.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The code that documents speak of. */
final class Sources {

    private Sources() {}

    /** The texts of all Java files below a folder of the clone, such as {@code chat-service}. */
    static Stream<String> below(String folder) {
        return files(folder + "/src/main/java", ".java").map(file -> Repository.text(file));
    }

    /** Paths within the clone. */
    static Stream<String> files(String folder, String ending) {
        var home = Repository.path("");
        try (var all = Files.walk(Repository.path(folder))) {
            return all
                    .filter(file -> file.toString().endsWith(ending))
                    .map(file -> home.relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every document for people that the clone holds. */
    static Stream<String> documents() {
        var home = Repository.path("");
        try (var top = Files.list(home)) {
            return Stream.concat(
                    top.filter(file -> file.toString().endsWith(".md"))
                            .map(home::relativize)
                            .map(Path::toString),
                    files("docs", ".md"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
