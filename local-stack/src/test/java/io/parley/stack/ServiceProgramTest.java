package io.parley.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.stack.infrastructure.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProgramTest {

    @TempDir private Path directory;

    @Test
    void runsAsItWasBuiltWhereNothingIsPrepared() throws IOException {
        var jar = jarHolding("one");

        assertThat(ServiceProgram.built(jar).fastest().arguments())
                .containsExactly("-jar", jar.toString());
    }

    @Test
    void takesTheCacheOfThisBuildAndOfNoOther() throws IOException {
        var jar = jarHolding("one");
        prepare(ServiceProgram.built(jar));
        assertThat(ServiceProgram.built(jar).fastest().usesCache()).isTrue();

        jarHolding("two");

        assertThat(ServiceProgram.built(jar).fastest().usesCache()).isFalse();
    }

    /** It may have been cut short, or be of a JVM that was replaced under its name. */
    @Test
    void aCacheThatTheJvmCannotUseHarmsNothing() throws IOException, InterruptedException {
        var program = ServiceProgram.built(jarHolding("one"));
        prepare(program);
        var option = program.fastest().arguments().getFirst();

        var jvm = new ProcessBuilder(JavaProgram.path(), option, "-version").start();

        assertThat(option).startsWith("-XX:AOTCache=");
        assertThat(jvm.waitFor()).isZero();
    }

    private Path jarHolding(String text) throws IOException {
        var jar = directory.resolve("service.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("text"));
            zip.write(text.getBytes(UTF_8));
        }
        return jar;
    }

    private static void prepare(ServiceProgram program) throws IOException {
        Files.createDirectories(program.cache().getParent());
        Files.writeString(program.cache(), "no cache at all");
    }
}
