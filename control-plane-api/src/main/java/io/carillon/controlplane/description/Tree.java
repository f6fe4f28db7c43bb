package io.carillon.controlplane.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An object of a document that is read and added to. Changes go through to the document. */
record Tree(Map<String, Object> fields) {

    @SuppressWarnings("unchecked") // Names are texts wherever a description has objects.
    static Tree of(Object object) {
        return new Tree((Map<String, Object>) object);
    }

    /** The object of a name, made if it is not there. */
    Tree child(String name) {
        return of(fields.computeIfAbsent(name, absent -> new LinkedHashMap<String, Object>()));
    }

    /** The object to which names lead, one in the other; null if there is none. */
    @Nullable
    Tree find(String... names) {
        Tree found = this;
        for (String name : names) {
            if (!(found.fields.get(name) instanceof Map<?, ?> object)) {
                return null;
            }
            found = of(object);
        }
        return found;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        return String.valueOf(fields.get(name));
    }

    Tree put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** The objects in a list; none if there is no list. */
    List<Tree> list(String name) {
        return fields.get(name) instanceof List<?> items
                ? items.stream().map(Tree::of).toList()
                : List.of();
    }

    void forEachChild(Consumer<Tree> each) {
        fields.values().forEach(value -> visit(value, each));
    }

    /** This object and all in it, however deep. */
    void walk(Consumer<Tree> each) {
        each.accept(this);
        forEachChild(child -> child.walk(each));
    }

    private static void visit(@Nullable Object value, Consumer<Tree> each) {
        if (value instanceof Map<?, ?> object) {
            each.accept(of(object));
        } else if (value instanceof List<?> items) {
            items.forEach(item -> visit(item, each));
        }
    }

    /** A copy that shares nothing with this. */
    Tree copy() {
        return of(copied(fields));
    }

    private static Object copied(Object value) {
        if (value instanceof Map<?, ?> object) {
            var copy = new LinkedHashMap<Object, Object>();
            object.forEach((name, field) -> copy.put(name, copied(field)));
            return copy;
        }
        return value instanceof List<?> items ? items.stream().map(Tree::copied).toList() : value;
    }
}
