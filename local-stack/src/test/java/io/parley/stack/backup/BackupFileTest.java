package io.parley.stack.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupFileTest {

    @TempDir private Path directory;
    private Path file = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        file = directory.resolve("parley.tar.gz");
        target = Files.createDirectory(directory.resolve("restored"));
    }

    @Test
    void holdsWhatWasThereForItsOwnerAlone() throws IOException {
        var table = Files.write(directory.resolve("table"), new byte[200_000]);
        try (var writer = BackupWriter.to(file)) {
            writer.add("secrets.json", "{}".getBytes(UTF_8));
            writer.addDirectory("postgresql");
            writer.addDirectory("postgresql/data");
            writer.add("postgresql/data/16384_fsm", table);
            writer.add("postgresql/data/gone", directory.resolve("gone"));
            assertThat(file).doesNotExist();
            writer.finish("{}".getBytes(UTF_8));
        }

        Backup.unpack(file, target);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(target.resolve("secrets.json")).hasContent("{}");
        assertThat(target.resolve("postgresql/data/16384_fsm")).hasSize(200_000);
        assertThat(target.resolve("postgresql/data/gone")).doesNotExist();
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(target.resolve("postgresql/data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void leavesNothingOfAnUnfinishedOne() throws IOException {
        try (var writer = BackupWriter.to(file)) {
            writer.add("secrets.json", "{}".getBytes(UTF_8));
        }

        assertThat(directory).isDirectoryNotContaining(entry -> !entry.equals(target));
    }

    @Test
    void isRefusedWhereItWasCutOff() throws IOException {
        var content = new byte[100_000];
        new Random(7).nextBytes(content);
        try (var writer = BackupWriter.to(file)) {
            writer.add("demo.json", content);
            writer.finish(new byte[0]);
        }
        var whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> Backup.unpack(file, target)).isInstanceOf(StackException.class);
        assertThatThrownBy(() -> Backup.unpack(directory.resolve("none"), target))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("There is no file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../secrets.json", "postgresql/data/../../x", "/etc/passwd", "kafka/data/x"})
    void writesNothingElsewhere(String name) throws IOException {
        try (var writer = BackupWriter.to(file)) {
            writer.add(name, new byte[1]);
            writer.finish(new byte[0]);
        }

        assertThatThrownBy(() -> Backup.unpack(file, target))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("no backup");
        assertThat(target).isEmptyDirectory();
    }
}
