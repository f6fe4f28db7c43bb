package io.carillon.backplane.redis;

/** Bytes came from Redis that no node of ours wrote. Says what is wrong, never what was in them. */
final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
