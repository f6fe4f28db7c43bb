package io.carillon.token.json;

/** JSON's {@code null}, which is a value like any other. */
public enum JsonNull {
    NULL
}
