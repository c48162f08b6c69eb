package io.parley.stack.doctor;

import io.parley.stack.infrastructure.KafkaAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the parts of an installation are, as far as that is known; what is not known is not looked
 * at.
 *
 * @param gateway where people come in
 * @param data folder of a suite on this machine
 */
public record Installation(
        Optional<URI> gateway,
        List<Service> services,
        Optional<KafkaAccess> kafka,
        Optional<Database> database,
        Optional<String> redis,
        Optional<Path> data,
        Optional<Login> login) {

    /**
     * @param management where it tells how it does; its host and management port
     */
    public record Service(String name, URI management) {}

    /** That of message-service. */
    public record Database(String url, String user, String password) {

        /** Never prints the password. */
        @Override
        public String toString() {
            return url;
        }
    }

    /** Of somebody who may sign in. */
    public record Login(String username, String password) {

        /** Never prints the password. */
        @Override
        public String toString() {
            return username;
        }
    }
}
