package io.parley.system.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;

/**
 * The classes of the project in a packaged service, read and not loaded: what is found is what runs
 * as a process elsewhere, and this module needs none of its libraries.
 */
final class CompiledClasses {

    private static final String OWN = "BOOT-INF/classes/";
    private static final String LIBRARY = "BOOT-INF/lib/shared-model";

    private final Map<String, ClassModel> classes = new TreeMap<>();

    private CompiledClasses() {}

    static CompiledClasses of(Path jar) {
        var found = new CompiledClasses();
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().toList()) {
                if (isClass(entry.getName()) && entry.getName().startsWith(OWN)) {
                    found.add(file.getInputStream(entry).readAllBytes());
                } else if (entry.getName().startsWith(LIBRARY)) {
                    found.addAll(new JarInputStream(file.getInputStream(entry)));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(jar.toString(), e);
        }
    }

    private void addAll(JarInputStream library) throws IOException {
        for (var entry = library.getNextEntry(); entry != null; entry = library.getNextEntry()) {
            if (isClass(entry.getName())) {
                add(library.readAllBytes());
            }
        }
    }

    private void add(byte[] bytes) {
        var model = ClassFile.of().parse(bytes);
        classes.put(model.thisClass().asSymbol().descriptorString(), model);
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.contains("module-info");
    }

    Stream<ClassModel> all() {
        return classes.values().stream();
    }

    Optional<ClassModel> find(ClassDesc type) {
        return Optional.ofNullable(classes.get(type.descriptorString()));
    }
}
