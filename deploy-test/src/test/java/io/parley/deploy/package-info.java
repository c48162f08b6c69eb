/** Checks of what runs Parley elsewhere, each shown to find the mistake it is for. */
@NullMarked
package io.parley.deploy;

import org.jspecify.annotations.NullMarked;
