package io.carillon.schema;

/** JSON pointers (RFC 6901). */
final class Pointers {

    private Pointers() {}

    static String to(String pointer, Object step) {
        return pointer + "/" + escaped(step.toString());
    }

    static String escaped(String name) {
        return name.indexOf('~') < 0 && name.indexOf('/') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }
}
