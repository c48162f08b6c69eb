/** Who is in a room: joining, leaving, standing, bans, mutes. */
@NullMarked
package io.parley.message.member;

import org.jspecify.annotations.NullMarked;
