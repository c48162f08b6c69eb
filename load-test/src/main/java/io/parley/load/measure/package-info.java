/** What a run costs the servers, and the rows it reports. */
@NullMarked
package io.parley.load.measure;

import org.jspecify.annotations.NullMarked;
