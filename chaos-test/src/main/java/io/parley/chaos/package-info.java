/** The whole suite under random faults, ending in a report. */
@NullMarked
package io.parley.chaos;

import org.jspecify.annotations.NullMarked;
