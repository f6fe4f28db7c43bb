package io.carillon.backplane.redis;

/** The time that scripts go by. */
interface RedisTime {

    /** Redis's own, the same for every node whatever its clock shows. */
    RedisTime ITS_OWN = () -> "";

    /** Milliseconds as decimal digits; nothing for Redis's own. Only a test that holds the clock in its hand gives a time. */
    String now();
}
