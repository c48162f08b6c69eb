package io.parley.chaos.control;

import java.io.IOException;
import java.nio.file.Path;

/** Data folders as a whole; owners and rights stay as they are. */
public final class Folders {

    private Folders() {}

    /** Makes the second folder a copy of the first. */
    public static void copy(Path from, Path to) {
        delete(to);
        run("cp", "-a", from.toString(), to.toString());
    }

    public static void delete(Path folder) {
        run("rm", "-rf", "--", folder.toString());
    }

    private static void run(String... command) {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new ChaosException("%s ended with %d".formatted(command[0], code));
            }
        } catch (IOException e) {
            throw new ChaosException(command[0] + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("Interrupted.", e);
        }
    }
}
