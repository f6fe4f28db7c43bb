package io.carillon.spring;

import io.carillon.client.listener.DataReader;
import java.lang.reflect.Type;

/** Readers of JSON, by whichever library there is. */
@FunctionalInterface
interface DataReaders {

    /** One that reads values of this type. */
    DataReader of(Type type);
}
