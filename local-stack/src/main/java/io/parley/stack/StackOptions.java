package io.parley.stack;

import java.nio.file.Path;
import java.util.Map;

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
        return new StackOptions(
                repository,
                data,
                wanted,
                pods,
                latePods,
                gateways,
                fresh,
                links,
                supervised,
                environment,
                prepares);
    }

    public StackOptions withPods(int wanted) {
        return new StackOptions(
                repository,
                data,
                port,
                wanted,
                latePods,
                gateways,
                fresh,
                links,
                supervised,
                environment,
                prepares);
    }

    public StackOptions withLatePods(int wanted) {
        return new StackOptions(
                repository,
                data,
                port,
                pods,
                wanted,
                gateways,
                fresh,
                links,
                supervised,
                environment,
                prepares);
    }

    public StackOptions withGateways(int wanted) {
        return new StackOptions(
                repository,
                data,
                port,
                pods,
                latePods,
                wanted,
                fresh,
                links,
                supervised,
                environment,
                prepares);
    }

    public StackOptions withFresh(boolean wanted) {
        return new StackOptions(
                repository,
                data,
                port,
                pods,
                latePods,
                gateways,
                wanted,
                links,
                supervised,
                environment,
                prepares);
    }

    public StackOptions withEnvironment(Map<String, String> variables) {
        return new StackOptions(
                repository,
                data,
                port,
                pods,
                latePods,
                gateways,
                fresh,
                links,
                supervised,
                Map.copyOf(variables),
                prepares);
    }

    public StackOptions withLinks(Links wanted) {
        return new StackOptions(
                repository,
                data,
                port,
                pods,
                latePods,
                gateways,
                fresh,
                wanted,
                supervised,
                environment,
                prepares);
    }

    /** Processes that end stay ended: whoever ends them starts them again. */
    public StackOptions unsupervised() {
        return new StackOptions(
                repository,
                data,
                port,
                pods,
                latePods,
                gateways,
                fresh,
                links,
                false,
                environment,
                prepares);
    }

    /** A run whose purpose is that later ones start faster. */
    StackOptions preparing() {
        return new StackOptions(
                repository,
                data,
                port,
                pods,
                latePods,
                gateways,
                fresh,
                links,
                supervised,
                environment,
                true);
    }
}
