package io.parley.stack.infrastructure;

import java.nio.file.Path;
import java.util.List;

/**
 * The programs of PostgreSQL. They refuse to run as root; root runs them in a user namespace, where
 * it is nobody in name and still owns its files.
 */
record PostgresPrograms(Path directory, List<String> asOrdinaryUser) {

    static PostgresPrograms unpacked() {
        var directory = ProgramCache.unpacked("postgresql", resource());
        return new PostgresPrograms(directory, isRoot() ? namespace() : List.of());
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

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> namespace() {
        if (!ChildProcess.succeeds("unshare", "--user", "true")) {
            throw new StackException(
                    "PostgreSQL refuses to run as root and this system allows root no user"
                            + " namespace: run as an ordinary user.");
        }
        return List.of("unshare", "--user");
    }
}
