/** Clients that keep the protocol's rules and write down what they see. */
@NullMarked
package io.parley.chaos.client;

import org.jspecify.annotations.NullMarked;
