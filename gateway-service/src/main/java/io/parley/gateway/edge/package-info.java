/** What the outside may send and what it is told: origins, limits, headers, problems. */
@NullMarked
package io.parley.gateway.edge;

import org.jspecify.annotations.NullMarked;
