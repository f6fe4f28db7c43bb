package io.carillon.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;

/** The keywords that look at a value alone, without other schemas. */
final class Asked {

    private static final int LONGEST_LIST = 120;

    private Asked() {}

    /** {@code false}: no value is right. */
    record Nothing() implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            return false;
        }

        @Override
        public String words(Object value) {
            return "must not be there";
        }
    }

    /** {@code type}. */
    record Type(List<String> types) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            String type = Values.type(value);
            for (int i = 0; i < types.size(); i++) {
                if (types.get(i).equals(type) || (types.get(i).equals("integer") && Values.isInteger(value))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String words(Object value) {
            return "must be " + String.join(" or ", types) + ", and is " + Values.type(value);
        }
    }

    /** {@code const} and {@code enum}. */
    static final class OneOf implements Keyword {
        private final Set<Object> keys = new HashSet<>();
        private final boolean containers;
        private final String shown;

        OneOf(List<Object> values) {
            values.forEach(value -> keys.add(Values.key(value)));
            this.containers = values.stream().anyMatch(OneOf::isContainer);
            this.shown = Words.list(values.stream().map(OneOf::show).distinct().toList(), LONGEST_LIST);
        }

        private static boolean isContainer(Object value) {
            return value instanceof Map || value instanceof List;
        }

        private static String show(Object value) {
            if (value instanceof BigDecimal number) {
                return Words.name(number.toString());
            }
            if (isContainer(value)) {
                return "a certain " + Values.type(value);
            }
            return value == Null.NULL ? "null" : Words.name(value.toString());
        }

        @Override
        public boolean holds(Object value, Check check) {
            if (!isContainer(value)) {
                return keys.contains(value);
            }
            if (!containers) {
                return false;
            }
            check.spend(4L * Values.size(value));
            return keys.contains(Values.key(value));
        }

        @Override
        public String words(Object value) {
            return "must be " + (keys.size() == 1 ? "" : "one of ") + shown;
        }
    }

    /** A keyword that compares a number with its own. */
    record Bound(String words, BigDecimal bound, IntPredicate right) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            return !(value instanceof BigDecimal number) || right.test(number.compareTo(bound));
        }

        @Override
        public String words(Object value) {
            return "must be " + words + " " + Words.name(bound.toString());
        }
    }

    /** {@code multipleOf}. */
    record MultipleOf(BigDecimal factor) implements Keyword {
        private static final int COST = 100;

        @Override
        public boolean holds(Object value, Check check) {
            if (!(value instanceof BigDecimal number)) {
                return true;
            }
            check.spend(COST);
            // With the numbers of digits and exponents that there can be, these are whole numbers of at most 1,200
            // digits.
            int scale = Math.max(number.scale(), factor.scale());
            return whole(number, scale).mod(whole(factor, scale)).signum() == 0;
        }

        private static BigInteger whole(BigDecimal number, int scale) {
            return number.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        }

        @Override
        public String words(Object value) {
            return "must be a multiple of " + Words.name(factor.toString());
        }
    }

    /**
     * A keyword that counts something, as {@code minLength} does.
     *
     * @param count of a value; -1 if the keyword does not speak of such
     */
    record Count(String of, int least, int most, ToIntFunction<Object> count) implements Keyword {
        private static final int CHARACTERS_A_STEP = 16;

        @Override
        public boolean holds(Object value, Check check) {
            // Characters are counted one by one.
            check.spend(value instanceof String text ? text.length() / CHARACTERS_A_STEP : 0);
            int counted = count.applyAsInt(value);
            return counted < 0 || (counted >= least && counted <= most);
        }

        @Override
        public String words(Object value) {
            int counted = count.applyAsInt(value);
            return "must have at " + (counted < least ? "least " + least : "most " + most) + " " + of + ", and has "
                    + counted;
        }

        static int characters(Object value) {
            return value instanceof String text ? text.codePointCount(0, text.length()) : -1;
        }

        static int items(Object value) {
            return value instanceof List<?> array ? array.size() : -1;
        }

        static int fields(Object value) {
            return value instanceof Map<?, ?> object ? object.size() : -1;
        }
    }

    /** {@code pattern}. */
    record Matches(Regex regex) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            return !(value instanceof String text) || regex.isFoundIn(text, check);
        }

        @Override
        public String words(Object value) {
            return "must match " + Words.name(regex.text());
        }
    }

    /** {@code uniqueItems}. */
    record Unique() implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            if (!(value instanceof List<?> array)) {
                return true;
            }
            check.spend(4L * Values.size(array));
            var seen = new HashSet<>();
            for (Object item : array) {
                if (!seen.add(Values.key(item))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String words(Object value) {
            return "must have no item twice";
        }
    }

    /** {@code required}. */
    record Required(List<String> names) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            if (!(value instanceof Map<?, ?> object)) {
                return true;
            }
            check.spend(names.size());
            return object.keySet().containsAll(names);
        }

        @Override
        public String words(Object value) {
            var missing = names.stream()
                    .filter(name -> value instanceof Map<?, ?> object && !object.containsKey(name))
                    .map(Words::name)
                    .toList();
            return "must have " + Words.list(missing, LONGEST_LIST);
        }
    }

    /** {@code dependentRequired}, of one field. */
    record RequiredWith(String name, Required others) implements Keyword {
        @Override
        public boolean holds(Object value, Check check) {
            return !(value instanceof Map<?, ?> object) || !object.containsKey(name) || others.holds(value, check);
        }

        @Override
        public String words(Object value) {
            return others.words(value) + " as it has " + Words.name(name);
        }
    }
}
