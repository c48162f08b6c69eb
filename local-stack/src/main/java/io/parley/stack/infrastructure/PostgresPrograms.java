package io.parley.stack.infrastructure;

import java.nio.file.Path;
import java.util.List;

/**
 * The programs of PostgreSQL. They refuse to run as root or as a user without a name; such users
 * run them in a user namespace, where they are nobody and still own their files.
 */
record PostgresPrograms(Path directory, List<String> asOrdinaryUser) {

    static PostgresPrograms unpacked() {
        var directory = ProgramCache.unpacked("postgresql", resource());
        return new PostgresPrograms(directory, isRefused() ? namespace() : List.of());
    }

    String initdb() {
        return directory.resolve("bin/initdb").toString();
    }

    String postgres() {
        return directory.resolve("bin/postgres").toString();
    }

    private static String resource() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
            case "aarch64" -> "/postgres-linux-arm_64.txz";
            default ->
                    throw new StackException(
                            "No PostgreSQL program for this processor: use x86-64 or arm64.");
        };
    }

    private static boolean isRefused() {
        var name = System.getProperty("user.name");
        return name.equals("root") || name.equals("?"); // Java's word for a user without a name
    }

    private static List<String> namespace() {
        if (!ChildProcess.succeeds("unshare", "--user", "true")) {
            throw new StackException(
                    "PostgreSQL refuses to run as root and this system allows no user namespace:"
                            + " run as an ordinary user.");
        }
        return List.of("unshare", "--user");
    }
}
