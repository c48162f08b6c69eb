package io.parley.message.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.kafka.applied.AppliedFilter;
import io.parley.kafka.applied.Followers;
import io.parley.kafka.applied.WaitApplied;
import io.parley.kafka.outbox.Outbox;
import io.parley.kafka.outbox.OutboxRelay;
import io.parley.message.infra.KafkaClients;
import io.parley.message.infra.Topics;
import io.parley.model.room.RoomLog;
import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The outbox in this service's schema, its relay, and {@code ?wait=applied} for every call that
 * tells something through it: controllers need not know.
 */
@Configuration(proxyBeanMethods = false)
class OutboxOfRooms {

    @Bean
    OutboxRelay outboxRelay(
            DataSource source, KafkaClients kafka, Topics topics, MeterRegistry registry) {
        topics.ensure();
        return new OutboxRelay(source, () -> kafka.producer("message-outbox"), registry);
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
                new WaitApplied(
                        outbox,
                        relay,
                        () -> kafka.admin("message-applied"),
                        followers,
                        Set.of(RoomLog.TOPIC)));
    }
}
