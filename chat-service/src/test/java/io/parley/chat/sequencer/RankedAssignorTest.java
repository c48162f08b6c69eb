package io.parley.chat.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.log.ChatLog;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RankedAssignorTest {

    private static final Node NODE = new Node(0, "localhost", 1);
    private static final Cluster CLUSTER =
            new Cluster(
                    "cluster",
                    List.of(NODE),
                    IntStream.range(0, ChatLog.PARTITIONS)
                            .mapToObj(
                                    partition ->
                                            new PartitionInfo(
                                                    ChatLog.TOPIC,
                                                    partition,
                                                    NODE,
                                                    new Node[] {NODE},
                                                    new Node[] {NODE}))
                            .toList(),
                    Set.of(),
                    Set.of());

    @Test
    void twoGroupsOwnEachPartitionOnDifferentPods() {
        var first = settled(1, "one", "two", "three");
        var second = settled(2, "one", "two", "three");

        assertThat(first.keySet()).hasSize(ChatLog.PARTITIONS);
        assertThat(second.keySet()).hasSize(ChatLog.PARTITIONS);
        first.forEach((partition, pod) -> assertThat(second.get(partition)).isNotEqualTo(pod));
    }

    @Test
    void aPodAloneOwnsAllInBothGroups() {
        assertThat(settled(1, "one").values()).containsOnly("one").hasSize(ChatLog.PARTITIONS);
        assertThat(settled(2, "one").values()).containsOnly("one").hasSize(ChatLog.PARTITIONS);
    }

    @Test
    void spreadsPartitionsOverPodsWithLikeNames() {
        var shares = new TreeMap<String, Integer>();
        settled(1, "chat-0", "chat-1", "chat-2", "chat-3")
                .values()
                .forEach(pod -> shares.merge(pod, 1, Integer::sum));

        assertThat(shares).hasSize(4);
        assertThat(shares.values()).allMatch(share -> share >= 8 && share <= 28);
    }

    @Test
    void aPodThatComesTakesOnlyWhatBecomesItsOwn() {
        var before = settled(1, "one", "two");
        var after = settled(1, "one", "two", "three");

        after.forEach(
                (partition, pod) ->
                        assertThat(pod).isIn("three", before.getOrDefault(partition, "")));
        assertThat(after.values()).contains("one", "two", "three");
    }

    @Test
    void aPartitionIsGivenAwayOnlyAfterItsOwnerLetItGo() {
        var before = settled(1, "one");
        var members = new HashMap<String, Subscription>();
        members.put("one", member("one", 1, before.keySet()));
        members.put("two", member("two", -1, Set.of()));

        var first = assign(1, members);

        assertThat(first.values()).containsOnly("one");
        assertThat(first).hasSizeLessThan(ChatLog.PARTITIONS);
        members.put("one", member("one", 2, first.keySet()));
        members.put("two", member("two", 2, Set.of()));
        assertThat(assign(1, members)).isEqualTo(settled(1, "one", "two"));
    }

    @Test
    void ofTwoWhoClaimAPartitionTheOneOfTheNewerGenerationHasIt() {
        var all = settled(1, "one").keySet();
        var members = Map.of("one", member("one", 3, all), "two", member("two", 4, all));

        var assigned = assign(1, members);

        assertThat(assigned.values()).containsOnly("two");
    }

    @Test
    void twoPodsOfOneNameShareNothing() {
        var members = Map.of("a", member("one", -1, Set.of()), "b", member("one", -1, Set.of()));

        assertThat(assign(1, members).values()).containsOnly("a").hasSize(ChatLog.PARTITIONS);
    }

    /** Pods of two releases must agree while one replaces the other: never edit. */
    @Test
    void theOrderOfPodsIsTheSameForEver() {
        var pods = List.of("chat-0", "chat-1", "chat-2");

        assertThat(RankedAssignor.ranked(0, pods)).containsExactly("chat-2", "chat-0", "chat-1");
        assertThat(RankedAssignor.ranked(1, pods)).containsExactly("chat-1", "chat-2", "chat-0");
        assertThat(RankedAssignor.ranked(63, pods)).containsExactly("chat-2", "chat-0", "chat-1");
    }

    private static Map<TopicPartition, String> settled(int rank, String... pods) {
        var members = new HashMap<String, Subscription>();
        for (var pod : pods) {
            members.put(pod, member(pod, -1, Set.of()));
        }
        return assign(rank, members);
    }

    private static Map<TopicPartition, String> assign(int rank, Map<String, Subscription> members) {
        var assignor = new RankedAssignor();
        assignor.configure(
                Map.of(RankedAssignor.POD_CONFIG, "any", RankedAssignor.RANK_CONFIG, rank));
        var owners = new HashMap<TopicPartition, String>();
        assignor.assign(CLUSTER, new GroupSubscription(members))
                .groupAssignment()
                .forEach(
                        (member, assignment) -> {
                            for (var partition : assignment.partitions()) {
                                assertThat(owners.put(partition, member)).isNull();
                            }
                        });
        return owners;
    }

    private static Subscription member(String pod, int generation, Set<TopicPartition> owned) {
        return new Subscription(
                List.of(ChatLog.TOPIC),
                ByteBuffer.wrap(pod.getBytes(UTF_8)),
                List.copyOf(new HashSet<>(owned)),
                generation,
                Optional.empty());
    }
}
