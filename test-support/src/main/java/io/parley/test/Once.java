package io.parley.test;

import java.util.Optional;
import java.util.function.Supplier;

/** Made by the first who asks, while others wait. */
final class Once<T> {

    private final Supplier<T> make;
    private Optional<T> made = Optional.empty();

    Once(Supplier<T> make) {
        this.make = make;
    }

    synchronized T get() {
        if (made.isEmpty()) {
            made = Optional.of(make.get());
        }
        return made.get();
    }
}
