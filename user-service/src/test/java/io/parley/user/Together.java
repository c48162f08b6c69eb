package io.parley.user;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts applications in one JVM so that all reach their database at the same moment.
 *
 * <p>One by one up to there: a JVM has one logging system, which each application sets up first,
 * and which fails when two do so at once.
 */
final class Together {

    private final CyclicBarrier ready;
    private final ReentrantLock logging = new ReentrantLock();

    Together(int applications) {
        ready = new CyclicBarrier(applications);
    }

    /** Blocks until this application runs; each is to be started by a thread of its own. */
    ConfigurableApplicationContext start(
            SpringApplicationBuilder application, String... arguments) {
        logging.lock();
        try {
            return application.initializers(context -> awaitOthers()).run(arguments);
        } finally {
            if (logging.isHeldByCurrentThread()) {
                logging.unlock();
            }
        }
    }

    private void awaitOthers() {
        logging.unlock();
        try {
            ready.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException("Another application did not come this far", e);
        }
    }
}
