@NullMarked
package io.parley.gateway.edge;

import org.jspecify.annotations.NullMarked;
