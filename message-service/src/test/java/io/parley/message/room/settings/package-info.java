@NullMarked
package io.parley.message.room.settings;

import org.jspecify.annotations.NullMarked;
