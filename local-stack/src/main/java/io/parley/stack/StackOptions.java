package io.parley.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How the suite is to run.
 *
 * @param repository the clone, whose modules are built
 * @param data where everything is kept; made if absent
 * @param port of the gateway; 0 takes a free one
 * @param pods how many chat pods
 * @param latePods how many of them are started later, one by one, under load for instance
 * @param gateways how many; the first one is where people come in
 * @param fresh forget the data of earlier runs
 * @param links how the processes reach each other
 * @param supervised whether a process that ends by itself is started again
 * @param environment what of it begins with {@code PARLEY_} reaches the services, beside the
 *     environment of this JVM; and where {@code PARLEY_ADMIN_NAME} and {@code
 *     PARLEY_ADMIN_PASSWORD} are looked up
 * @param prepares whether services write down, when they stop, what makes them start faster
 */
public record StackOptions(
        Path repository,
        Path data,
        int port,
        int pods,
        int latePods,
        int gateways,
        boolean fresh,
        Links links,
        boolean supervised,
        Map<String, String> environment,
        boolean prepares) {

    public static final int DEFAULT_PORT = 8080;
    public static final int DEFAULT_PODS = 2;

    /** The defaults, over the data folder. */
    public static StackOptions of(Path repository, Path data) {
        return new StackOptions(
                repository.toAbsolutePath().normalize(),
                data.toAbsolutePath().normalize(),
                DEFAULT_PORT,
                DEFAULT_PODS,
                0,
                1,
                false,
                Links.DIRECT,
                true,
                System.getenv(),
                false);
    }

    public StackOptions withPort(int wanted) {
        return with(copy -> copy.port = wanted);
    }

    public StackOptions withPods(int wanted) {
        return with(copy -> copy.pods = wanted);
    }

    public StackOptions withLatePods(int wanted) {
        return with(copy -> copy.latePods = wanted);
    }

    public StackOptions withGateways(int wanted) {
        return with(copy -> copy.gateways = wanted);
    }

    public StackOptions withFresh(boolean wanted) {
        return with(copy -> copy.fresh = wanted);
    }

    public StackOptions withEnvironment(Map<String, String> variables) {
        return with(copy -> copy.environment = Map.copyOf(variables));
    }

    public StackOptions withLinks(Links wanted) {
        return with(copy -> copy.links = wanted);
    }

    /** Processes that end stay ended: whoever ends them starts them again. */
    public StackOptions unsupervised() {
        return with(copy -> copy.supervised = false);
    }

    /** A run whose purpose is that later ones start faster. */
    StackOptions preparing() {
        return with(copy -> copy.prepares = true);
    }

    private StackOptions with(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return new StackOptions(
                repository,
                data,
                copy.port,
                copy.pods,
                copy.latePods,
                copy.gateways,
                copy.fresh,
                copy.links,
                copy.supervised,
                copy.environment,
                copy.prepares);
    }

    /** What of the options can be changed. */
    private static final class Copy {

        private int port;
        private int pods;
        private int latePods;
        private int gateways;
        private boolean fresh;
        private Links links;
        private boolean supervised;
        private Map<String, String> environment;
        private boolean prepares;

        Copy(StackOptions of) {
            port = of.port;
            pods = of.pods;
            latePods = of.latePods;
            gateways = of.gateways;
            fresh = of.fresh;
            links = of.links;
            supervised = of.supervised;
            environment = of.environment;
            prepares = of.prepares;
        }
    }
}
