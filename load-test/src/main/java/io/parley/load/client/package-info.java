/** People who use the suite: by REST and by STOMP, well or badly. */
@NullMarked
package io.parley.load.client;

import org.jspecify.annotations.NullMarked;
