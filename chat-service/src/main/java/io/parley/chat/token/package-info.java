/** Who a session belongs to: access tokens and tickets. */
@NullMarked
package io.parley.chat.token;

import org.jspecify.annotations.NullMarked;
