package io.parley.load.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Where a figure was measured.
 *
 * @param load the load average when the measurement ended: above the number of processors others
 *     worked on the machine too, or the machine was saturated
 */
public record Machine(
        Instant at, String processor, int processors, String system, String java, double load) {

    private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.+)");

    /** This machine. */
    public static Machine here() {
        return new Machine(
                Instant.now(),
                model(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String model() {
        try {
            var matcher = MODEL.matcher(Files.readString(Path.of("/proc/cpuinfo")));
            return matcher.find() ? matcher.group(1).strip() : "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }

    String line() {
        return "%s × %d, %s, Java %s, load average %.1f, %s"
                .formatted(processor, processors, system, java, load, at);
    }
}
