/** How rooms begin: group rooms, and direct rooms on first contact. */
@NullMarked
package io.parley.message.creation;

import org.jspecify.annotations.NullMarked;
