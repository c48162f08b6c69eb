/** Tests of the archive. */
@NullMarked
package io.parley.message.archive;

import org.jspecify.annotations.NullMarked;
