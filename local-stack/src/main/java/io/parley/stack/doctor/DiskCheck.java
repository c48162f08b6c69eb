package io.parley.stack.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room for data. */
record DiskCheck(Path folder) implements Check {

    private static final long LITTLE = 2L << 30;
    private static final long TOO_LITTLE = 512L << 20;

    @Override
    public String subject() {
        return "disk";
    }

    @Override
    public void look(Findings findings) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        var text = "%,d MB are free for %s.".formatted(free >> 20, folder);
        if (free < TOO_LITTLE) {
            findings.wrong("Only " + text, "Free some space: a full disk stops Kafka", "doctor");
        } else if (free < LITTLE) {
            findings.doubtful("Only " + text, "Free some space", "doctor");
        } else {
            findings.well(text);
        }
    }
}
