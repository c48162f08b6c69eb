package io.parley.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Memory of processes with their children, pages shared by several counted in parts. */
public final class MemoryUse {

    private static final Pattern PSS = Pattern.compile("Pss:\\s+(\\d+) kB");
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private MemoryUse() {}

    /** In MB; 0 where the system does not tell. */
    public static long megabytes(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(MemoryUse::kilobytes)
                        .sum()
                / 1024;
    }

    /** In MB, without children. */
    public static long ownMegabytes(ProcessHandle process) {
        return kilobytes(process) / 1024;
    }

    private static long kilobytes(ProcessHandle process) {
        long shared = read(process, "smaps_rollup", PSS);
        return shared > 0 ? shared : read(process, "status", RSS);
    }

    private static long read(ProcessHandle process, String file, Pattern line) {
        try {
            var text = Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
            var match = line.matcher(text);
            return match.find() ? Long.parseLong(match.group(1)) : 0;
        } catch (IOException e) {
            return 0; // it has just ended, or the system has no such file
        }
    }
}
