package io.carillon.schema;

import java.util.ArrayList;
import java.util.List;

/** A schema, or one within it, ready to be held against values. Complete when {@link SchemaReader} is done; not changed then. */
final class Schema {

    private final List<Keyword> keywords = new ArrayList<>(4);
    private final List<Schema> forTheSameValue = new ArrayList<>(0);

    void add(Keyword keyword) {
        keywords.add(keyword);
    }

    /** Another schema that this one holds against the very value that it is given. */
    void passesOnTo(Schema other) {
        forTheSameValue.add(other);
    }

    List<Schema> forTheSameValue() {
        return forTheSameValue;
    }

    /** Whether it asks nothing. */
    boolean isEmpty() {
        return keywords.isEmpty();
    }

    boolean holds(Object value, Check check) {
        check.spend(1L + keywords.size());
        for (int i = 0; i < keywords.size(); i++) {
            Keyword keyword = keywords.get(i);
            if (!keyword.holds(value, check)) {
                check.complain(keyword, value);
                return false;
            }
        }
        return true;
    }
}
