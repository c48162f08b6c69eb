/** A real Prometheus over a suite whose parts are broken on purpose: does somebody get to know? */
@NullMarked
package io.parley.chaos.alert;

import org.jspecify.annotations.NullMarked;
