package io.parley.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder that looks like a built clone whose services are {@link StandInService}. */
final class StandInRepository {

    private static final String CLASS = StandInService.class.getName().replace('.', '/') + ".class";

    private StandInRepository() {}

    static Path in(Path directory) throws IOException {
        for (var module : List.of("user", "message", "chat", "gateway")) {
            var name = module + "-service";
            var target = Files.createDirectories(directory.resolve(name).resolve("target"));
            writeJar(target.resolve(name + "-0.1.0-SNAPSHOT.jar"));
        }
        return directory;
    }

    private static void writeJar(Path file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var in = ClassLoader.getSystemResourceAsStream(CLASS)) {
            if (in == null) {
                throw new IOException(CLASS + " is not on the class path");
            }
            jar.putNextEntry(new JarEntry(CLASS));
            in.transferTo(jar);
            jar.closeEntry();
        }
    }
}
