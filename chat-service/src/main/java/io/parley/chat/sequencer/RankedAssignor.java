package io.parley.chat.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.log.ChatLog;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives a partition to the pod of the group's rank in the partition's own order of all pods
 * (rendezvous hashing). Groups of rank 1 and 2 thus own a partition on different pods as soon as
 * there are two, and a pod that comes or goes moves no more than its share.
 *
 * <p>Cooperative: what a live member owns keeps running there until that member gave it up.
 */
public final class RankedAssignor implements ConsumerPartitionAssignor, Configurable {

    static final String POD_CONFIG = "parley.pod.id";
    static final String RANK_CONFIG = "parley.sequencer.rank";

    private String pod = "";
    private int rank = 1;

    @Override
    public void configure(Map<String, ?> configs) {
        pod = String.valueOf(configs.get(POD_CONFIG));
        rank = Integer.parseInt(String.valueOf(configs.get(RANK_CONFIG)));
    }

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
        return ByteBuffer.wrap(pod.getBytes(UTF_8));
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
        var members = group.groupSubscription();
        var memberOfPod = memberOfPod(members);
        var owners = owners(members);
        var partitions = new HashMap<String, Collection<TopicPartition>>();
        members.keySet().forEach(member -> partitions.put(member, new HashSet<>()));
        for (var info : metadata.partitionsForTopic(ChatLog.TOPIC)) {
            var partition = new TopicPartition(info.topic(), info.partition());
            var pods = ranked(info.partition(), memberOfPod.keySet());
            var member = memberOfPod.getOrDefault(pods.get(Math.min(rank, pods.size()) - 1), "");
            if (owners.getOrDefault(partition, member).equals(member)) {
                partitions.getOrDefault(member, Set.of()).add(partition);
            }
        }
        var assignments = new HashMap<String, Assignment>();
        partitions.forEach(
                (member, own) -> assignments.put(member, new Assignment(List.copyOf(own))));
        return new GroupAssignment(assignments);
    }

    /** All pods, in the order in which they are to own the partition. */
    static List<String> ranked(int partition, Collection<String> pods) {
        return pods.stream()
                .sorted(
                        Comparator.<String>comparingLong(pod -> weight(partition, pod))
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Two members of one name are a mistake of whoever runs them: one of them rests. */
    private static Map<String, String> memberOfPod(Map<String, Subscription> members) {
        var byPod = new TreeMap<String, String>();
        members.forEach(
                (member, subscription) ->
                        byPod.merge(
                                podOf(subscription), member, (a, b) -> a.compareTo(b) < 0 ? a : b));
        return byPod;
    }

    private static String podOf(Subscription subscription) {
        var data = subscription.userData();
        return data == null ? "" : UTF_8.decode(data.duplicate()).toString();
    }

    /** Of two who claim a partition the one of the newer generation owns it. */
    private static Map<TopicPartition, String> owners(Map<String, Subscription> members) {
        var owners = new HashMap<TopicPartition, String>();
        members.entrySet().stream()
                .sorted(Comparator.comparingInt(member -> generation(member.getValue())))
                .forEach(
                        member ->
                                member.getValue()
                                        .ownedPartitions()
                                        .forEach(own -> owners.put(own, member.getKey())));
        return owners;
    }

    private static int generation(Subscription subscription) {
        return subscription.generationId().orElse(-1);
    }

    /** Part of the contract between pods of two releases: both must come to the same order. */
    private static long weight(int partition, String pod) {
        var hash = 0xcbf29ce484222325L + partition * 0x9e3779b97f4a7c15L;
        for (var octet : pod.getBytes(UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
