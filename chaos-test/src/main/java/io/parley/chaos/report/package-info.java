/** What a run says at its end. */
@NullMarked
package io.parley.chaos.report;

import org.jspecify.annotations.NullMarked;
