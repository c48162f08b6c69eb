package io.parley.chaos.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.log.ChatLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets a stranger into the sequencers' groups: has the name of their assignor and calls itself a
 * pod. Where it has to assign, everybody keeps what it owns and the rest goes to anybody.
 */
public final class StrangerAssignor implements ConsumerPartitionAssignor {

    @Override
    public String name() {
        return "parley-ranked";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE);
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return ByteBuffer.wrap("stranger".getBytes(UTF_8));
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
        var members = group.groupSubscription();
        var owners = new HashMap<TopicPartition, String>();
        members.forEach(
                (member, subscription) ->
                        subscription.ownedPartitions().forEach(own -> owners.put(own, member)));
        var anybody = members.keySet().stream().min(String::compareTo).orElseThrow();
        Map<String, List<TopicPartition>> partitions = new HashMap<>();
        members.keySet().forEach(member -> partitions.put(member, new ArrayList<>()));
        for (var info : metadata.partitionsForTopic(ChatLog.TOPIC)) {
            var partition = new TopicPartition(info.topic(), info.partition());
            var owner = owners.getOrDefault(partition, anybody);
            partitions.computeIfAbsent(owner, _ -> new ArrayList<>()).add(partition);
        }
        var assignments = new HashMap<String, Assignment>();
        partitions.forEach((member, own) -> assignments.put(member, new Assignment(own)));
        return new GroupAssignment(assignments);
    }
}
