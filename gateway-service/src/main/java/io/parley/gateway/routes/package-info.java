/** Which path goes to which service over HTTP. */
@NullMarked
package io.parley.gateway.routes;

import org.jspecify.annotations.NullMarked;
