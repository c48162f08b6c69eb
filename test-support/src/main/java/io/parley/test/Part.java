package io.parley.test;

/** What a test can ask for. */
public enum Part {
    /** A database of its own: {@code PARLEY_DB_URL}, {@code _USER}, {@code _PASSWORD}. */
    POSTGRES,
    /** {@code PARLEY_REDIS_URL}. */
    REDIS,
    /** {@code PARLEY_KAFKA_BOOTSTRAP_SERVERS}. */
    KAFKA,
    /** {@link UserServiceStandIn}: {@code PARLEY_USER_SERVICE_URL}. */
    USER_SERVICE
}
