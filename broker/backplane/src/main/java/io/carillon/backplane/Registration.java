package io.carillon.backplane;

/** Something that goes on until it is closed. Closing twice is closing once. */
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
