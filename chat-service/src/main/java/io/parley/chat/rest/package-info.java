/** Commands in rooms over HTTP: the same as over STOMP, one request each. */
@NullMarked
package io.parley.chat.rest;

import org.jspecify.annotations.NullMarked;
