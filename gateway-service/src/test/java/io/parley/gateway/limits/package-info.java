@NullMarked
package io.parley.gateway.limits;

import org.jspecify.annotations.NullMarked;
