package io.parley.system.fuzz;

import java.time.Duration;

/**
 * What came back.
 *
 * @param contentType empty where there is none
 * @param took until the last byte
 */
public record Reply(int status, String contentType, String body, Duration took) {}
