package io.parley.chaos.report;

import io.parley.model.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Writes a report as Markdown, and as JSON beside it. */
public final class ReportFiles {

    private ReportFiles() {}

    /** Answers the Markdown file. */
    public static Path write(Report report, String command, Path folder) {
        var day = LocalDate.ofInstant(report.begun(), ZoneOffset.UTC);
        var name = "%s-chaos-seed-%d".formatted(day, report.seed());
        var file = folder.resolve(name + ".md");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, new MarkdownReport(report, command).text());
            Files.write(
                    folder.resolve(name + ".json"),
                    Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
