package io.parley.chat.session;

import io.parley.chat.delivery.ResumePoint;
import io.parley.chat.delivery.RoomFeeds;
import io.parley.chat.delivery.Subscription;
import io.parley.chat.edge.EdgeSession;
import io.parley.chat.inbox.Inboxes;
import io.parley.chat.live.LiveFeeds;
import io.parley.chat.live.LiveMember;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.chat.posts.PostFeeds;
import io.parley.chat.posts.PostFollower;
import io.parley.chat.presence.PresenceFeeds;
import io.parley.chat.transport.Frame;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** The subscriptions of one session. Frames come one at a time; feeds may end on other threads. */
final class SessionFeeds implements Replies.OwnFeeds {

    private static final int MAX_ID_CHARS = 64;
    private static final long RETRY_AFTER_MS = 1_000;

    private final EdgeSession edge;
    private final RoomFeeds rooms;
    private final PostFeeds posts;
    private final Inboxes inboxes;
    private final LiveFeeds live;
    private final PresenceFeeds presence;
    private final LivePolicy policy;
    private final PolicyFreshness freshness;
    private final int maxFeeds;
    private final Replies replies;
    private final Map<String, Feed> byId = new ConcurrentHashMap<>();

    /** As the newest token says, or what is known of the account since. */
    private volatile Role role = Role.USER;

    /** The queue in which the session hears of the people whom it watches. */
    private volatile Optional<QueueSubscription> watching = Optional.empty();

    SessionFeeds(EdgeSession edge, SessionParts parts) {
        this.edge = edge;
        this.rooms = parts.rooms();
        this.posts = parts.posts();
        this.inboxes = parts.inboxes();
        this.live = parts.live();
        this.presence = parts.presence();
        this.policy = parts.policy();
        this.freshness = parts.freshness();
        this.maxFeeds = parts.limits().subscriptions();
        this.replies = new Replies(edge, this);
    }

    /**
     * @param listener answers the SUBSCRIBE
     * @param end what has to be done when nobody wants it any more
     * @param isLate whether its live events may be late
     * @param check ends it where a person of that role has no right to it
     */
    private record Feed(
            String destination,
            SubscribeReply listener,
            Runnable end,
            BooleanSupplier isLate,
            Consumer<Actor> check) {
        Feed(String destination, SubscribeReply listener, Runnable end) {
            this(destination, listener, end, () -> false, _ -> {});
        }

        Optional<RoomId> room() {
            return Destinations.feed(destination)
                    .filter(Destinations.Feed.Room.class::isInstance)
                    .map(feed -> ((Destinations.Feed.Room) feed).id());
        }

        /** Before it has begun, its SUBSCRIBE hears that it will not. */
        void leave() {
            end.run();
            listener.abandon();
        }
    }

    /** Whether live events of one of the rooms may be late. */
    boolean isAnyLate() {
        return byId.values().stream().anyMatch(feed -> feed.isLate().getAsBoolean());
    }

    /** What the session may see from now on; what it may not follow any more ends. */
    void actAs(Actor person) {
        if (role != person.role()) {
            role = person.role();
            byId.values().forEach(feed -> feed.check().accept(person));
        }
    }

    Replies replies() {
        return replies;
    }

    @Override
    public Optional<String> idOf(String destination) {
        return byId.entrySet().stream()
                .filter(feed -> feed.getValue().destination().equals(destination))
                .map(Map.Entry::getKey)
                .findAny();
    }

    void subscribe(Actor person, Frame frame) {
        var id = frame.header("id").filter(text -> text.length() <= MAX_ID_CHARS);
        var destination = frame.destination();
        if (id.isEmpty() || destination.isEmpty()) {
            replies.refuse(
                    frame,
                    ErrorCode.VALIDATION_FAILED,
                    "SUBSCRIBE needs a destination, and an id of at most 64 characters.");
        } else if (unsupported(frame).isPresent()) {
            replies.refuse(frame, ErrorCode.VALIDATION_FAILED, unsupported(frame).get());
        } else if (byId.containsKey(id.get()) || idOf(destination.get()).isPresent()) {
            replies.refuse(
                    frame,
                    ErrorCode.SUBSCRIPTION_DUPLICATE,
                    "There is a subscription of this id or destination already.");
        } else if (byId.size() >= maxFeeds) {
            replies.refuse(
                    frame,
                    ErrorCode.SUBSCRIPTION_LIMIT,
                    "A session has at most " + maxFeeds + " subscriptions.");
        } else {
            subscribe(person, frame, id.get(), destination.get());
        }
    }

    void unsubscribe(Frame frame) {
        var id = frame.header("id");
        var feed = id.map(byId::remove);
        if (id.isEmpty()) {
            replies.refuse(
                    frame,
                    ErrorCode.VALIDATION_FAILED,
                    "UNSUBSCRIBE needs the id of a subscription; a destination does not name one.");
        } else if (feed.isEmpty()) {
            replies.refuseHeader(
                    frame,
                    "id",
                    ErrorCode.SUBSCRIPTION_NOT_FOUND,
                    "There is no subscription of this id, or it has ended.");
        } else {
            feed.get().end().run();
            replies.receipt(frame);
        }
    }

    /** Nothing of rooms, posts and the person is pushed any more; what tells of the session is. */
    void endRooms() {
        byId.values().forEach(feed -> feed.end().run());
    }

    /** As {@link #endRooms} for a client that leaves: each SUBSCRIBE of it is answered by then. */
    void leaveRooms() {
        byId.values().forEach(Feed::leave);
    }

    /** The session is over. */
    void endAll() {
        endRooms();
        byId.clear();
    }

    /** What a client of other servers may ask for, and would miss without a word. */
    private static Optional<String> unsupported(Frame frame) {
        if (frame.header("ack").filter(ack -> !ack.strip().equals("auto")).isPresent()) {
            return Optional.of(
                    "ack must be auto: nothing has to be acknowledged, and what was missed is"
                            + " replayed after x-after.");
        }
        return frame.header("selector").map(_ -> "There are no selectors.");
    }

    private void subscribe(Actor person, Frame frame, String id, String destination) {
        var feed = Destinations.feed(destination);
        if (feed.isEmpty()) {
            replies.refuseHeader(
                    frame, "destination", ErrorCode.POLICY_DENIED, "There is no such destination.");
            return;
        }
        switch (feed.get()) {
            case Destinations.Feed.Own(String own) -> own(person, frame, id, own);
            case Destinations.Feed.Posts() when !freshness.isTrusted() -> notNow(frame);
            case Destinations.Feed.Posts() -> followPosts(frame, id, destination);
            case Destinations.Feed.Room(RoomId _) when !freshness.isTrusted() -> notNow(frame);
            case Destinations.Feed.Room(RoomId room) -> {
                if (mayRead(person, frame, room)) {
                    follow(person, frame, id, destination, room);
                }
            }
            case Destinations.Feed.Live(RoomId _) when !freshness.isTrusted() -> notNow(frame);
            case Destinations.Feed.Live(RoomId room) -> {
                if (!isResumed(frame) && mayRead(person, frame, room)) {
                    followLive(person, frame, id, destination, room);
                }
            }
        }
    }

    /** Who may not is told. */
    private boolean mayRead(Actor person, Frame frame, RoomId room) {
        if (policy.decide(person, Action.READ, room) instanceof Decision.Denied(ErrorCode code)) {
            replies.refuse(frame, code, "");
            return false;
        }
        return true;
    }

    /** Whether it asks for what only rooms and posts have, which is refused. */
    private boolean isResumed(Frame frame) {
        var isResumed = frame.header("x-after").isPresent() || frame.header("x-tail").isPresent();
        if (isResumed) {
            replies.refuse(
                    frame,
                    ErrorCode.VALIDATION_FAILED,
                    "This queue cannot be resumed: there is no x-after and no x-tail.");
        }
        return isResumed;
    }

    private void own(Actor person, Frame frame, String id, String destination) {
        if (isResumed(frame)) {
            return;
        }
        var listener = reply(frame, id);
        var queue = new QueueSubscription(destination, person.id(), () -> role, replies);
        switch (destination) {
            case Destinations.INBOX ->
                    fill(queue, id, listener, inboxes::open, () -> inboxes.close(queue));
            case Destinations.PRESENCE -> {
                watching = Optional.of(queue);
                fill(queue, id, listener, this::openPresence, () -> presence.close(queue));
            }
            default -> {
                byId.put(id, new Feed(destination, listener, () -> {}));
                listener.joined();
            }
        }
    }

    private CompletableFuture<Void> openPresence(QueueSubscription queue) {
        return presence.open(queue, this::followedRooms);
    }

    private Collection<RoomId> followedRooms() {
        return byId.values().stream().flatMap(feed -> feed.room().stream()).toList();
    }

    /** The queue in which the session wants to hear of people, while it has one. */
    Optional<QueueSubscription> watching() {
        return watching.filter(queue -> !queue.isOver());
    }

    /** The client asks for the state of what it is told once it hears of all that changes it. */
    private void fill(
            QueueSubscription queue,
            String id,
            SubscribeReply listener,
            Function<QueueSubscription, CompletableFuture<Void>> open,
            Runnable close) {
        byId.put(
                id,
                new Feed(
                        queue.destination(),
                        listener,
                        () -> {
                            queue.end();
                            close.run();
                        }));
        var _ =
                open.apply(queue)
                        .thenRun(
                                () -> {
                                    if (!queue.isOver()) {
                                        listener.joined();
                                    }
                                });
    }

    private void notNow(Frame frame) {
        replies.problem(
                Replies.answering(
                        frame,
                        Problem.of(ErrorCode.UNAVAILABLE, "Rights cannot be checked at present.")
                                .withRetryAfterMs(RETRY_AFTER_MS)));
    }

    private void follow(Actor person, Frame frame, String id, String destination, RoomId room) {
        var from = ResumePoint.of(frame.header("x-after"), frame.header("x-tail"));
        if (from.isEmpty()) {
            replies.refuse(
                    frame,
                    ErrorCode.VALIDATION_FAILED,
                    "x-after is a seq, x-tail is 0 to 100, and there is one of them at most.");
            return;
        }
        var listener = reply(frame, id);
        var member =
                new Subscription(
                        edge,
                        person.id(),
                        () -> role,
                        id,
                        destination,
                        room,
                        policy.firstReadable(person, room),
                        listener);
        byId.put(
                id,
                new Feed(
                        destination,
                        listener,
                        () -> rooms.unsubscribe(member),
                        () -> rooms.isLate(room),
                        now -> policy.check(now, room, code -> rooms.revoke(member, code))));
        rooms.subscribe(member, from.get());
    }

    private void followLive(Actor person, Frame frame, String id, String destination, RoomId room) {
        var listener = reply(frame, id);
        var member = new LiveMember(edge, person.id(), () -> role, id, destination, room, listener);
        byId.put(
                id,
                new Feed(
                        destination,
                        listener,
                        () -> live.unsubscribe(member),
                        () -> false,
                        now -> policy.check(now, room, code -> live.revoke(member, code))));
        live.subscribe(member);
    }

    /** What waits may be for other eyes: then the client comes back from where it stands. */
    private void check(PostFollower follower, String id, SubscribeReply listener) {
        if (edge.drop(id) > 0) {
            posts.unsubscribe(follower);
            listener.ended(ErrorCode.SUBSCRIPTION_ENDED);
        }
    }

    private void followPosts(Frame frame, String id, String destination) {
        var given = frame.header("x-after");
        var after = given.flatMap(ResumePoint::number);
        if (after.isPresent() != given.isPresent() || frame.header("x-tail").isPresent()) {
            replies.refuse(
                    frame,
                    ErrorCode.VALIDATION_FAILED,
                    "x-after is a position of posts, and there is no x-tail.");
            return;
        }
        var listener = reply(frame, id);
        var follower = new PostFollower(edge, () -> role, id, destination, listener);
        byId.put(
                id,
                new Feed(
                        destination,
                        listener,
                        () -> posts.unsubscribe(follower),
                        () -> false,
                        _ -> check(follower, id, listener)));
        posts.subscribe(follower, after);
    }

    private SubscribeReply reply(Frame frame, String id) {
        // The id may be that of a later subscription by then
        return new SubscribeReply(
                frame,
                replies,
                ended ->
                        byId.computeIfPresent(
                                id, (_, feed) -> feed.listener() == ended ? null : feed));
    }
}
