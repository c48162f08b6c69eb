package io.parley.stack.infrastructure;

/** A server with the process that it runs in at the moment. */
public final class Running<S extends Server> implements AutoCloseable {

    private final S server;
    private volatile ChildProcess process;

    private Running(S server, ChildProcess process) {
        this.server = server;
        this.process = process;
    }

    /** Launches it; {@link #awaitReady} waits until it serves. */
    public static <S extends Server> Running<S> launch(S server) {
        return new Running<>(server, server.launch());
    }

    /** Launches it and waits until it serves; if it does not, nothing of it is left. */
    public static <S extends Server> Running<S> start(S server) {
        var running = launch(server);
        try {
            running.awaitReady();
            return running;
        } catch (StackException e) {
            running.process().kill();
            throw e;
        }
    }

    /**
     * @throws StackException at once if it dies, or when it takes too long
     */
    public void awaitReady() {
        var current = process;
        current.await(() -> server.isReady(current), server.startLimit());
    }

    /** Launches it again after it ended. */
    public void relaunch() {
        process = server.launch();
    }

    public S server() {
        return server;
    }

    public ChildProcess process() {
        return process;
    }

    public boolean isReady() {
        return process.isAlive() && server.isReady(process);
    }

    @Override
    public void close() {
        process.stop(server.stopLimit());
    }
}
