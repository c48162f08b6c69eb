package io.parley.kafka.connection;

import io.parley.service.FailureText;

/** Puts what went wrong with a connection in a sentence that says what to do. */
final class KafkaFailures {

    private KafkaFailures() {}

    static String explain(Throwable failure) {
        return sentence(FailureText.of(failure));
    }

    private static String sentence(String all) {
        if (all.contains("no subject alternative") || all.contains("no name matching")) {
            return "The certificate of Kafka is for another name: PARLEY_KAFKA_BOOTSTRAP_SERVERS,"
                    + " and what the brokers advertise, must be the names that it is for";
        }
        if (all.contains("pkix") || all.contains("certpath") || all.contains("trustanchor")) {
            return "The certificate of Kafka is signed by an authority that is not known here:"
                    + " PARLEY_KAFKA_CA_FILE must name the file of that authority";
        }
        if (all.contains("unsupportedsaslmechanism")) {
            return "Kafka does not take this way to sign in: set PARLEY_KAFKA_SASL_MECHANISM to"
                    + " one that its brokers have enabled";
        }
        if (all.contains("saslauthentication")) {
            return "Kafka refuses the user or the password: check PARLEY_KAFKA_USER and"
                    + " PARLEY_KAFKA_PASSWORD";
        }
        if (all.contains("authorization")) {
            return "Kafka lets PARLEY_KAFKA_USER in but forbids what it needs: see the runbook for"
                    + " the rights";
        }
        return "Kafka does not answer: check PARLEY_KAFKA_BOOTSTRAP_SERVERS and that it runs, and"
                + " that PARLEY_KAFKA_SECURITY_PROTOCOL is that of its port";
    }
}
