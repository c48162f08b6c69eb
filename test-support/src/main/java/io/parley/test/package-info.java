/** Real infrastructure for tests, tokens that services accept, and a client that speaks STOMP. */
@NullMarked
package io.parley.test;

import org.jspecify.annotations.NullMarked;
