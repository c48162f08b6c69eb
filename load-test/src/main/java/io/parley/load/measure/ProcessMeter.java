package io.parley.load.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.load.client.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the operating system and the JVM say about a process and its children. */
public final class ProcessMeter {

    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");
    private static final Pattern GENERATION =
            Pattern.compile(
                    "(?im)^\\s*(?:garbage-first heap|def ?new(?: generation)?|tenured(?: generation)?)\\s.*?used (\\d+)K");
    private static final int JCMD_SECONDS = 60;

    private ProcessMeter() {}

    /** User and system time so far of the processes and all below them. */
    public static long cpuMicros(List<RunningStack.Member> members) {
        return members.stream().mapToLong(member -> cpuMicros(member.process())).sum();
    }

    /** Processor time that this process has used. */
    public static long ownCpuMicros() {
        return ticks(ProcessHandle.current()) * MICROS_PER_TICK;
    }

    private static long cpuMicros(ProcessHandle process) {
        return family(process).mapToLong(ProcessMeter::ticks).sum() * MICROS_PER_TICK;
    }

    /** Memory in RAM; what several processes share counts once (PSS). */
    static long residentKilobytes(ProcessHandle process) {
        return family(process)
                .mapToLong(member -> number(read(member, "smaps_rollup"), PROPORTIONAL))
                .sum();
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static long ticks(ProcessHandle process) {
        var stat = read(process, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        // The name in parentheses may hold spaces: fields are counted from behind it
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    }

    /** Heap in use after a full collection. */
    static long heapAfterCollection(RunningStack.Member member) {
        jcmd(member, "GC.run");
        jcmd(member, "GC.run");
        return heapUsed(jcmd(member, "GC.heap_info"));
    }

    static long heapUsed(String heapInfo) {
        long used = 0;
        var matcher = GENERATION.matcher(heapInfo);
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(1)) * 1024;
        }
        if (used == 0) {
            throw new LoadException("The JVM's heap_info was not understood: " + heapInfo);
        }
        return used;
    }

    private static String jcmd(RunningStack.Member member, String command) {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var process =
                    new ProcessBuilder(program, Long.toString(member.pid()), command)
                            .redirectErrorStream(true)
                            .start();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(JCMD_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new LoadException("jcmd failed for %s: %s".formatted(member.name(), output));
            }
            return output;
        } catch (IOException e) {
            throw new LoadException("jcmd cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }

    /** Empty for a process that has ended meanwhile. */
    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException e) {
            return "";
        }
    }

    private static long number(String text, Pattern pattern) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
