package io.parley.stack.infrastructure;

import java.nio.file.Path;

/** The Java of this JVM, for child JVMs. */
public final class JavaProgram {

    private JavaProgram() {}

    /** The {@code java} program that runs this JVM. */
    public static String path() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The class path of this JVM; under Maven's test runner its own, not that of its starter. */
    public static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
