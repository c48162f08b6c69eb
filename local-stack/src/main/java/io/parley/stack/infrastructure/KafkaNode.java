package io.parley.stack.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Main class of the child process that is a whole Kafka cluster: formats its storage if needed,
 * runs broker and controller, and leaves a file as soon as clients are served.
 */
final class KafkaNode {

    private KafkaNode() {}

    /** Arguments: the file of properties, the file to make when ready. */
    public static void main(String[] args) throws Exception {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(reader);
        }
        var data = Path.of(properties.getProperty("log.dirs"));
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        server.startup();
        announce(Path.of(args[1]));
        server.awaitShutdown();
    }

    /** The file of properties is written last: without it, what is there is half a format. */
    private static void format(Path data) throws Exception {
        Directories.delete(data);
        Files.createDirectories(data);
        var directory = data.toString();
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(directory)
                .setMetadataLogDirectory(directory)
                .setControllerListenerName("CONTROLLER")
                .run();
    }

    private static void announce(Path file) throws IOException {
        Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
    }
}
