/** The life of a session: what its frames ask for, and what it is told. */
@NullMarked
package io.parley.chat.session;

import org.jspecify.annotations.NullMarked;
