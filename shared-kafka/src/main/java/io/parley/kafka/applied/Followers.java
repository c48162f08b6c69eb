package io.parley.kafka.applied;

import io.parley.kafka.outbox.Position;
import io.parley.model.service.ServerAddress;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * The processes that decide by what they have read in a log, and are asked how far they have read.
 * One that does not listen at its address does not exist, so that nothing waits for it; one that
 * cannot be reached, or found, might exist.
 */
public final class Followers {

    private static final String ADDRESS = "(dns:)?" + ServerAddress.HTTP_HOST_PORT;

    /**
     * What {@link #Followers} takes: nothing, or a list of addresses; {@code dns:} before one means
     * all addresses of its name.
     */
    public static final Pattern FORM =
            Pattern.compile("|" + ADDRESS + "(\\s*,\\s*" + ADDRESS + ")*");

    private static final String DNS = "dns:";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** A follower itself waits for 2 s at most. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

    private static final int OK = 200;

    private final String addresses;
    private final Supplier<String> credential;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();

    /**
     * @param addresses of the form of {@link #FORM}
     * @param credential makes what {@link InternalApi#TOKEN_HEADER} has to carry
     */
    public Followers(String addresses, Supplier<String> credential) {
        if (!FORM.matcher(addresses).matches()) {
            throw new IllegalArgumentException("not a list of followers");
        }
        this.addresses = addresses;
        this.credential = credential;
    }

    /** Where it is not known that everything up to these positions has been applied. */
    List<String> pending(Collection<Position> positions) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    names().map(name -> later(threads, () -> pending(name, positions))).toList();
            return asked.stream().flatMap(answer -> answer.join().stream()).toList();
        }
    }

    private Stream<String> names() {
        return Arrays.stream(addresses.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct();
    }

    private List<String> pending(String name, Collection<Position> positions) {
        if (!name.startsWith(DNS)) {
            return pending(URI.create(name), positions).toList();
        }
        var uri = URI.create(name.substring(DNS.length()));
        try {
            return Arrays.stream(InetAddress.getAllByName(uri.getHost()))
                    .map(address -> URI.create("http://" + host(address) + ':' + uri.getPort()))
                    .flatMap(each -> pending(each, positions))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of(uri.getAuthority());
        }
    }

    private Stream<String> pending(URI follower, Collection<Position> positions) {
        var hasAll = positions.stream().allMatch(position -> hasApplied(follower, position));
        return hasAll ? Stream.empty() : Stream.of(follower.getAuthority());
    }

    private boolean hasApplied(URI follower, Position position) {
        var request =
                HttpRequest.newBuilder(follower.resolve(question(position)))
                        .timeout(ANSWER_TIMEOUT)
                        .header(InternalApi.TOKEN_HEADER, credential.get())
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == OK
                    && Json.MAPPER.readTree(answer.body()).path("applied").asBoolean(false);
        } catch (IOException e) {
            return isNobodyThere(e);
        } catch (JacksonException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String question(Position position) {
        return InternalApi.PREFIX
                + "/applied?topic="
                + position.topic()
                + "&partition="
                + position.partition()
                + "&offset="
                + position.offset();
    }

    /** Refused, that is: nobody listens there. Not found and not reached are something else. */
    private static boolean isNobodyThere(IOException failure) {
        return causes(failure).anyMatch(ConnectException.class::isInstance)
                && causes(failure).noneMatch(UnresolvedAddressException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static String host(InetAddress address) {
        var host = address.getHostAddress();
        return address instanceof Inet6Address ? '[' + host + ']' : host;
    }

    private static <T> CompletableFuture<T> later(ExecutorService threads, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }
}
