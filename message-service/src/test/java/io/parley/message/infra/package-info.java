/** How the service reaches what it runs on. */
@NullMarked
package io.parley.message.infra;

import org.jspecify.annotations.NullMarked;
