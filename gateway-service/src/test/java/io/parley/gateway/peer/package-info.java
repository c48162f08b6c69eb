@NullMarked
package io.parley.gateway.peer;

import org.jspecify.annotations.NullMarked;
