/**
 * From the chat log to Redis: numbers the log's records and appends them to the rooms' streams and
 * channels. Knows neither sessions nor sends.
 */
@NullMarked
package io.parley.chat.sequencer;

import org.jspecify.annotations.NullMarked;
