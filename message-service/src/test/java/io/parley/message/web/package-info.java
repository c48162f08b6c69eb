/** Tests of refusals. */
@NullMarked
package io.parley.message.web;

import org.jspecify.annotations.NullMarked;
