package io.parley.user.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.kafka.applied.AppliedFilter;
import io.parley.kafka.applied.Followers;
import io.parley.kafka.applied.WaitApplied;
import io.parley.kafka.outbox.Outbox;
import io.parley.kafka.outbox.OutboxRelay;
import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import io.parley.model.user.UserLog;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The outbox in this service's schema. While Kafka is away it waits, and so does the topic, which
 * is made by whoever sends first: people log in meanwhile.
 */
@Configuration(proxyBeanMethods = false)
class OutboxOfAccounts {

    @Bean
    OutboxRelay outboxRelay(DataSource source, KafkaClients kafka, MeterRegistry registry) {
        return new OutboxRelay(source, kafka::producer, registry);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, OutboxRelay relay) {
        return new Outbox(jdbc, relay);
    }

    @Bean
    AppliedFilter appliedFilter(
            Outbox outbox,
            OutboxRelay relay,
            KafkaClients kafka,
            PolicySettings settings,
            ServiceTokens tokens) {
        var followers =
                new Followers(
                        settings.followers(),
                        () -> tokens.to(ServiceName.CHAT, ServiceName.MESSAGE));
        return new AppliedFilter(
                new WaitApplied(outbox, relay, kafka::admin, followers, Set.of(UserLog.TOPIC)));
    }
}
