package io.carillon.schema;

/** JSON's {@code null}, which is a value like any other. */
enum Null {
    NULL
}
