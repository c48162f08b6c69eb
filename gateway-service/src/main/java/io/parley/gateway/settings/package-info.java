/** What the gateway is told by its environment, checked before anything starts. */
@NullMarked
package io.parley.gateway.settings;

import org.jspecify.annotations.NullMarked;
