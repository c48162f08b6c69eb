@NullMarked
package io.parley.gateway.routes;

import org.jspecify.annotations.NullMarked;
