/** What the pod knows of the messages of the last minutes, without asking for it. */
@NullMarked
package io.parley.chat.recent;

import org.jspecify.annotations.NullMarked;
