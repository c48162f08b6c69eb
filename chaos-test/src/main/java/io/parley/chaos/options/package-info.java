/** What a run is asked to do. */
@NullMarked
package io.parley.chaos.options;

import org.jspecify.annotations.NullMarked;
