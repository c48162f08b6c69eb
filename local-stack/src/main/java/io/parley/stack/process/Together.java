package io.parley.stack.process;

import io.parley.stack.infrastructure.StackException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Several tasks at the same time. */
public final class Together {

    private Together() {}

    /** Waits for all, or throws as soon as one fails; the others are then interrupted. */
    public static void run(List<Runnable> tasks) {
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var completion = new ExecutorCompletionService<Boolean>(executor);
            for (var task : tasks) {
                var _ = completion.submit(task, true);
            }
            for (int i = 0; i < tasks.size(); i++) {
                completion.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new StackException("Unexpected failure: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted.", e);
        } finally {
            executor.shutdownNow();
            executor.close();
        }
    }
}
