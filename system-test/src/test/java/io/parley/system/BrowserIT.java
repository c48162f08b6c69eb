package io.parley.system;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every script of {@code browser/} drives the web client in a real Chromium: {@code CHROMIUM} is
 * its program, {@code SCREENSHOTS} a folder for pictures, {@code MAIL} one where letters arrive.
 */
@WholeSuite
class BrowserIT {

    @TestFactory
    Stream<DynamicTest> scripts(Suite suite) throws IOException {
        return NodeScript.in("browser").stream()
                .map(
                        script ->
                                DynamicTest.dynamicTest(
                                        script.getFileName().toString(), () -> run(suite, script)));
    }

    private static void run(Suite suite, Path script) throws Exception {
        var chromium = chromium();
        assumeThat(chromium).as("Chromium is installed").isPresent();
        var pictures = Files.createDirectories(Path.of("target/screenshots").toAbsolutePath());
        new NodeScript(suite, script)
                .run(
                        Map.of(
                                "CHROMIUM", chromium.orElseThrow().toString(),
                                "SCREENSHOTS", pictures.toString(),
                                "MAIL", suite.mail().toString()));
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .flatMap(
                        folder ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
