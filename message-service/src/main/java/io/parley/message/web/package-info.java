/** HTTP as every controller speaks it: problems, limits, pages, idempotent creation. */
@NullMarked
package io.parley.message.web;

import org.jspecify.annotations.NullMarked;
