@NullMarked
package io.parley.message.post;

import org.jspecify.annotations.NullMarked;
