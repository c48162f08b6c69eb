package io.parley.load;

import java.util.List;

/** Resident memory of one process and its children. */
record MemoryResult(String process, long residentMegabytes) {

    static final String HEAD = "| process | resident MB |\n|---|---|";

    static List<MemoryResult> of(RunningStack stack) {
        return stack.members().stream()
                .map(
                        member ->
                                new MemoryResult(
                                        member.name(),
                                        ProcessMeter.residentKilobytes(member.process()) / 1024))
                .toList();
    }

    String row() {
        return "| %s | %d |".formatted(process, residentMegabytes);
    }
}
