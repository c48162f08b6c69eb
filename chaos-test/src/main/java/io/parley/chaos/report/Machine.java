package io.parley.chaos.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Where a run was made, and of what. */
public record Machine(
        String revision,
        Map<String, String> versions,
        String system,
        int processors,
        double loadAtEnd) {

    public static Machine here(Path repository, Map<String, String> versions) {
        return new Machine(
                revision(repository),
                versions,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String revision(Path repository) {
        try {
            var git =
                    new ProcessBuilder("git", "describe", "--always", "--dirty")
                            .directory(repository.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.isBlank() ? "unknown" : said.strip();
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
