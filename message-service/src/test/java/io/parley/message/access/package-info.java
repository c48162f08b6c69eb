@NullMarked
package io.parley.message.access;

import org.jspecify.annotations.NullMarked;
