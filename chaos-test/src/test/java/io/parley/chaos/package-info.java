@NullMarked
package io.parley.chaos;

import org.jspecify.annotations.NullMarked;
