/** Child processes: started together, watched, and how much memory they take. */
@NullMarked
package io.parley.stack.process;

import org.jspecify.annotations.NullMarked;
