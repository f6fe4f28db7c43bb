package io.carillon.schema;

/** One thing that a schema asks of a value. */
interface Keyword {

    /**
     * Whether it is so. Values of another type than the keyword speaks of are as it wants.
     *
     * @throws TooMuchWorkException if that takes more steps than are left
     */
    boolean holds(Object value, Check check);

    /**
     * What must be so, for somebody who sent a value of which it is not; continues a sentence that begins with the place. Not heard of
     * keywords that leave it to a schema within them to complain, because its complaint comes first.
     */
    default String words(Object value) {
        return "must be as its schema has it";
    }
}
