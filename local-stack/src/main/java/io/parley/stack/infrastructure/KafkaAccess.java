package io.parley.stack.infrastructure;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * Where a Kafka is and how its clients sign in.
 *
 * @param security what clients need to know besides its address
 */
public record KafkaAccess(String bootstrapServers, Map<String, String> security) {

    /** The one account of a Kafka of this machine. */
    public static final String USER = "parley";

    /** How its clients say who they are: on the loopback interface nobody reads along. */
    public static final String MECHANISM = "PLAIN";

    public static final String PROTOCOL = "SASL_PLAINTEXT";

    public KafkaAccess {
        security = Map.copyOf(security);
    }

    /**
     * To a Kafka of this machine.
     *
     * @param password of its account; empty where it lets everybody in
     */
    public static KafkaAccess local(String bootstrapServers, String password) {
        return new KafkaAccess(
                bootstrapServers,
                password.isEmpty()
                        ? Map.of()
                        : Map.of(
                                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                                PROTOCOL,
                                SaslConfigs.SASL_MECHANISM,
                                MECHANISM,
                                SaslConfigs.SASL_JAAS_CONFIG,
                                login(password) + ";"));
    }

    /** What a listener of the broker needs in order to sign itself in and to check others. */
    static String brokerLogin(String password) {
        return "%s user_%s=\"%s\";".formatted(login(password), USER, password);
    }

    private static String login(String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\""
                .formatted(USER, password);
    }

    /** The configuration of a client, with what it adds itself. */
    public Map<String, Object> config(Map<String, Object> own) {
        var config = new HashMap<String, Object>(security);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.putAll(own);
        return config;
    }

    /** It holds a password. */
    @Override
    public String toString() {
        return bootstrapServers;
    }
}
