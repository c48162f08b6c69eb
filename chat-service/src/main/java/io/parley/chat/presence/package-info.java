/** Who is there: what sessions here are told of the people whom they watch. */
@NullMarked
package io.parley.chat.presence;

import org.jspecify.annotations.NullMarked;
