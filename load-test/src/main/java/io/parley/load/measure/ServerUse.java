package io.parley.load.measure;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one server process used for a measurement.
 *
 * @param cpuSeconds user and system time
 */
public record ServerUse(
        String process, double cpuSeconds, long megabytesBefore, long megabytesAfter)
        implements Row {

    /** How things stood when a measurement began. */
    public record Start(
            List<RunningStack.Member> members, List<Long> cpuMicros, List<Long> megabytes) {

        /** A look at the servers as they are now. */
        public static Start of(RunningStack stack) {
            var members = stack.members();
            return new Start(
                    members,
                    members.stream().map(ServerUse::usedMicros).toList(),
                    members.stream().map(ServerUse::residentMegabytes).toList());
        }

        /** What each that still runs has used since. */
        public List<ServerUse> use() {
            return IntStream.range(0, members.size())
                    .filter(index -> members.get(index).isAlive())
                    .mapToObj(this::use)
                    .toList();
        }

        private ServerUse use(int index) {
            var member = members.get(index);
            return new ServerUse(
                    member.name(),
                    (usedMicros(member) - cpuMicros.get(index)) / 1e6,
                    megabytes.get(index),
                    residentMegabytes(member));
        }
    }

    private static long usedMicros(RunningStack.Member member) {
        return ProcessMeter.cpuMicros(List.of(member));
    }

    private static long residentMegabytes(RunningStack.Member member) {
        return ProcessMeter.residentKilobytes(member.process()) / 1024;
    }

    @Override
    public String head() {
        return "| process | CPU s | MB before | MB after |\n|---|---|---|---|";
    }

    @Override
    public String row() {
        return "| %s | %.2f | %d | %d |"
                .formatted(process, cpuSeconds, megabytesBefore, megabytesAfter);
    }
}
