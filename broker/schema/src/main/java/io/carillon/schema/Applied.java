package io.carillon.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keywords that hold other schemas against a value, or against what is in it. */
final class Applied {

    private Applied() {}

    /** {@code allOf}; and {@code $ref}, which is one of one. */
    record All(List<Schema> schemas) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            for (int i = 0; i < schemas.size(); i++) {
                if (!check.holds(schemas.get(i), value)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@code anyOf}. */
    record Any(List<Schema> schemas) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            for (int i = 0; i < schemas.size(); i++) {
                if (check.wouldHold(schemas.get(i), value)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String words(Object value) {
            return "must be as one of the " + schemas.size() + " schemas of anyOf has it";
        }
    }

    /** {@code oneOf}. */
    record One(List<Schema> schemas) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            int right = 0;
            for (int i = 0; i < schemas.size() && right < 2; i++) {
                right += check.wouldHold(schemas.get(i), value) ? 1 : 0;
            }
            return right == 1;
        }

        @Override
        public String words(Object value) {
            return "must be as exactly one of the " + schemas.size() + " schemas of oneOf has it";
        }
    }

    /** {@code not}. */
    record Not(Schema schema) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            return !check.wouldHold(schema, value);
        }

        @Override
        public String words(Object value) {
            return "must not be as the schema of not has it";
        }
    }

    /** {@code if}, {@code then} and {@code else}. */
    record If(
            Schema condition,
            @Nullable Schema then,
            @Nullable Schema otherwise) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            Schema chosen = check.wouldHold(condition, value) ? then : otherwise;
            return chosen == null || check.holds(chosen, value);
        }
    }

    /** {@code dependentSchemas}, of one field. */
    record With(String name, Schema schema) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            return !(value instanceof Map<?, ?> object) || !object.containsKey(name) || check.holds(schema, value);
        }
    }

    /** {@code prefixItems} and {@code items}. */
    record Items(List<Schema> first, @Nullable Schema rest) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            if (!(value instanceof List<?> array)) {
                return true;
            }
            int most = rest == null ? Math.min(first.size(), array.size()) : array.size();
            for (int i = 0; i < most; i++) {
                Schema schema = i < first.size() ? first.get(i) : rest;
                if (schema != null && !check.holdsAt(i, schema, array.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@code contains}, with how many items at least and at most. */
    record Contains(Schema schema, int least, int most) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            if (!(value instanceof List<?> array)) {
                return true;
            }
            int right = 0;
            for (Object item : array) {
                right += check.wouldHold(schema, item) ? 1 : 0;
                if (right > most) {
                    return false;
                }
            }
            return right >= least;
        }

        @Override
        public String words(Object value) {
            return "must have " + (most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most)
                    + " items as the schema of contains has them";
        }
    }

    /** A pattern of {@code patternProperties} and its schema. */
    record Named(Regex regex, Schema schema) {}

    /** {@code properties}, {@code patternProperties} and {@code additionalProperties}, which speaks of what neither does. */
    record Fields(
            Map<String, Schema> named,
            List<Named> patterns,
            @Nullable Schema others) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            if (!(value instanceof Map<?, ?> object)) {
                return true;
            }
            for (Map.Entry<?, ?> field : object.entrySet()) {
                if (!holds((String) field.getKey(), field.getValue(), check)) {
                    return false;
                }
            }
            return true;
        }

        private boolean holds(String name, Object value, Check check) {
            check.spend(1);
            Schema own = named.get(name);
            if (own != null && !check.holdsAt(name, own, value)) {
                return false;
            }
            boolean spokenOf = own != null;
            for (int i = 0; i < patterns.size(); i++) {
                if (patterns.get(i).regex().isFoundIn(name, check)) {
                    spokenOf = true;
                    if (!check.holdsAt(name, patterns.get(i).schema(), value)) {
                        return false;
                    }
                }
            }
            return spokenOf || others == null || check.holdsAt(name, others, value);
        }
    }

    /** {@code propertyNames}. */
    record Names(Schema schema) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            if (!(value instanceof Map<?, ?> object)) {
                return true;
            }
            for (Object name : object.keySet()) {
                if (!check.wouldHold(schema, name)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String words(Object value) {
            return "must have no field whose name the schema of propertyNames refuses";
        }
    }
}
