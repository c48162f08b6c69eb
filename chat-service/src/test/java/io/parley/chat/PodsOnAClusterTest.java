package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.RedisKeys;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import io.parley.test.redis.RedisCluster;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two pods on a Redis Cluster, with rooms on each of its masters. */
@Tag("servers")
class PodsOnAClusterTest {

    private static final int MASTERS = 3;
    private static final int SENDS = 20;

    private final Person ada = UserServiceStandIn.shared().admin("Ada");
    private final Person ben = UserServiceStandIn.shared().user("Ben");

    @Test
    void everybodySeesOneOrderOnAllMastersAlsoWhenOneOfThemDies() {
        try (var log = OwnLog.start();
                var cluster = RedisCluster.start()) {
            var messages = log.messages();
            var rooms =
                    IntStream.range(0, MASTERS)
                            .mapToObj(master -> roomOn(master, cluster, messages))
                            .toList();
            var settings = log.settings(cluster.url());
            try (var north = Pod.start("cluster-north", settings);
                    var south = Pod.start("cluster-south", settings);
                    var one = north.connect(ada);
                    var other = south.connect(ben)) {
                for (var room : rooms) {
                    one.subscribeAndAwait("/topic/rooms/" + room, Map.of());
                    other.subscribeAndAwait("/topic/rooms/" + room, Map.of());
                }
                talk("before", rooms, one, other);
                assertOneOrder(2 * SENDS, rooms, messages, one, other);
                assertThat(rooms).allMatch(room -> isHeardOnItsMaster(room, cluster));

                cluster.killMaster(1);

                talk("after", rooms, one, other);
                assertOneOrder(4 * SENDS, rooms, messages, one, other);
                assertThat(one.closeCode()).isEmpty();
                assertThat(other.closeCode()).isEmpty();
            }
        }
    }

    private RoomId roomOn(int master, RedisCluster cluster, MessageServiceStandIn messages) {
        return Stream.generate(() -> messages.room(RoomKind.GROUP, ada, ben))
                .filter(room -> cluster.masterOf(RedisKeys.stream(room)) == master)
                .findFirst()
                .orElseThrow();
    }

    /** Sharded: the channel is known to its master and to nobody else. */
    private static boolean isHeardOnItsMaster(RoomId room, RedisCluster cluster) {
        var channel = RedisKeys.channel(room);
        var home = cluster.masterOf(channel);
        return IntStream.range(0, MASTERS)
                .allMatch(
                        master ->
                                cluster.master(master)
                                                .server()
                                                .call("PUBSUB", "SHARDCHANNELS", channel)
                                                .equals(channel)
                                        == (master == home));
    }

    private static void talk(
            String when, List<RoomId> rooms, StompConnection one, StompConnection other) {
        for (var i = 0; i < SENDS; i++) {
            for (var room : rooms) {
                say(one, room, when + "-a" + i);
                say(other, room, when + "-b" + i);
            }
        }
    }

    private static void say(StompConnection sender, RoomId room, String text) {
        var _ =
                sender.send(
                        "/app/rooms/" + room + "/send", Map.of("clientMsgId", text, "text", text));
    }

    private static void assertOneOrder(
            int count,
            List<RoomId> rooms,
            MessageServiceStandIn messages,
            StompConnection one,
            StompConnection other) {
        for (var room : rooms) {
            var views = Stream.of(one, other).map(member -> live(member, room, count)).toList();
            var history =
                    messages.history(room).stream().map(PodsOnAClusterTest::seqAndId).toList();
            assertThat(history).hasSize(count);
            assertThat(views).allSatisfy(view -> assertThat(view).isEqualTo(history));
        }
    }

    private static List<String> live(StompConnection member, RoomId room, int count) {
        return member.awaitAtLeast(count, frame -> isEventOf(room, frame)).stream()
                .map(
                        frame ->
                                frame.header("x-seq")
                                        + " "
                                        + frame.json().path("messageId").asString())
                .toList();
    }

    private static boolean isEventOf(RoomId room, StompFrame frame) {
        return frame.is("MESSAGE")
                && frame.header("x-seq") != null
                && ("/topic/rooms/" + room).equals(frame.header("destination"));
    }

    private static String seqAndId(RoomEvent event) {
        return event.seq() + " " + event.messageId();
    }
}
