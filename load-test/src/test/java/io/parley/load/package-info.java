@NullMarked
package io.parley.load;

import org.jspecify.annotations.NullMarked;
