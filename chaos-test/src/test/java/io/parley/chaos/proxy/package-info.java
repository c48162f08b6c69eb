@NullMarked
package io.parley.chaos.proxy;

import org.jspecify.annotations.NullMarked;
