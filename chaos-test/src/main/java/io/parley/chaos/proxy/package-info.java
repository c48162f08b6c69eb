/** A TCP proxy that breaks what passes through it, on demand. */
@NullMarked
package io.parley.chaos.proxy;

import org.jspecify.annotations.NullMarked;
