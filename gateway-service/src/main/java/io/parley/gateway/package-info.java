/** The one public port: the only place in Parley with Reactor types. */
@NullMarked
package io.parley.gateway;

import org.jspecify.annotations.NullMarked;
