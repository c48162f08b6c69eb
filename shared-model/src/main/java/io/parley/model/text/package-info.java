/** What text that people write and others see may be like, and how names are compared. */
@NullMarked
package io.parley.model.text;

import org.jspecify.annotations.NullMarked;
