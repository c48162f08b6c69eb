@NullMarked
package io.parley.chaos.checker;

import org.jspecify.annotations.NullMarked;
