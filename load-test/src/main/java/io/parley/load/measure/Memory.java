package io.parley.load.measure;

import java.util.List;

/**
 * Memory of some processes.
 *
 * @param heap in use after a collection
 * @param resident what the operating system gave them
 */
public record Memory(long heap, long resident) {

    public static Memory of(List<RunningStack.Member> members) {
        return new Memory(
                members.stream().mapToLong(ProcessMeter::heapAfterCollection).sum(),
                members.stream()
                        .mapToLong(
                                member -> ProcessMeter.residentKilobytes(member.process()) * 1024)
                        .sum());
    }

    /** What was added for each of so many connections. */
    public IdleResult since(Memory before, String process, int connections) {
        return new IdleResult(
                process,
                connections,
                (heap - before.heap()) / connections,
                (resident - before.resident()) / connections);
    }
}
