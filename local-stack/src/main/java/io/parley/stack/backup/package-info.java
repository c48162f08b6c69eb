/** What is kept of an installation for the day on which its data are gone. */
@NullMarked
package io.parley.stack.backup;

import org.jspecify.annotations.NullMarked;
