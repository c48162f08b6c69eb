/** How people leave a pod for others: while it drains, and while it is fuller than they are. */
@NullMarked
package io.parley.chat.balance;

import org.jspecify.annotations.NullMarked;
