/** What people ask for in rooms, from the body of a SEND or a request to its place in the log. */
@NullMarked
package io.parley.chat.command;

import org.jspecify.annotations.NullMarked;
