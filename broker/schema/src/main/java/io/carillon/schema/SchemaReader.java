package io.carillon.schema;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Schema of the version 2020-12. A keyword that is not known here is refused rather than passed over: a slip of the pen
 * would let everything through. References lead to other places of the same schema and nowhere else.
 */
final class SchemaReader {

    static final int LONGEST = 16_384;

    private static final int DEEPEST = 40;
    private static final int MOST_EXPRESSIONS = 50;
    private static final JsonText JSON = JsonText.strict(DEEPEST);
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> TYPES =
            Set.of("null", "boolean", "object", "array", "number", "integer", "string");

    /** Those that tell people something, and those that {@link #readTogether} reads beside another. */
    private static final Set<String> OTHERS = Set.of(
            "$comment",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "format",
            "contentEncoding",
            "contentMediaType",
            "prefixItems",
            "items",
            "contains",
            "minContains",
            "maxContains",
            "properties",
            "patternProperties",
            "additionalProperties",
            "if",
            "then",
            "else");

    private final Map<String, Schema> byPointer = new HashMap<>();
    private final List<Reference> references = new ArrayList<>();

    private int expressions;

    private record Reference(String at, String to, Schema from) {}

    private SchemaReader() {}

    /** @throws SchemaException if it cannot be used; says what is wrong and where */
    static Schema read(String text) throws SchemaException {
        if (text.length() > LONGEST) {
            throw new SchemaException("", "has " + text.length() + " characters; at most " + LONGEST + " are allowed");
        }
        Object value;
        try {
            value = JSON.read(text);
        } catch (UnusableJsonException e) {
            throw new SchemaException("", "cannot be read: " + e.words());
        }
        var reader = new SchemaReader();
        Schema schema = reader.schema(value, "");
        for (Reference reference : reader.references) {
            reader.resolve(reference);
        }
        Set<Schema> done = new HashSet<>();
        for (Map.Entry<String, Schema> each : reader.byPointer.entrySet()) {
            checkEnds(each.getKey(), each.getValue(), new HashSet<>(), done);
        }
        return schema;
    }

    private void resolve(Reference reference) throws SchemaException {
        Schema target = null;
        if (reference.to().startsWith("#")) {
            try {
                target = byPointer.get(URI.create(reference.to()).getFragment());
            } catch (IllegalArgumentException noAddress) {
                // As one that leads nowhere.
            }
        }
        if (target == null) {
            throw new SchemaException(
                    reference.at(),
                    "leads nowhere: use \"#\", or \"#/$defs/NAME\" for a schema of that name in $defs; other documents are not fetched");
        }
        reference.from().passesOnTo(target);
        reference.from().add(new Applied.All(List.of(target)));
    }

    /** A schema that holds itself against the very value that it was given would never come to an end. */
    private static void checkEnds(String pointer, Schema schema, Set<Schema> above, Set<Schema> done)
            throws SchemaException {
        if (done.contains(schema)) {
            return;
        }
        if (!above.add(schema)) {
            throw new SchemaException(pointer, "refers to itself without going deeper into the value");
        }
        for (Schema next : schema.forTheSameValue()) {
            checkEnds(pointer, next, above, done);
        }
        above.remove(schema);
        done.add(schema);
    }

    private Schema schema(Object value, String at) throws SchemaException {
        var schema = new Schema();
        byPointer.put(at, schema);
        if (value instanceof Boolean any) {
            if (!any) {
                schema.add(new Asked.Nothing());
            }
            return schema;
        }
        if (!(value instanceof Map)) {
            throw new SchemaException(at, "must be a schema: an object, true or false");
        }
        Map<String, Object> fields = object(value, at);
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            read(field.getKey(), field.getValue(), Pointers.to(at, field.getKey()), schema);
        }
        readTogether(fields, at, schema);
        return schema;
    }

    private void read(String keyword, Object value, String at, Schema schema) throws SchemaException {
        switch (keyword) {
            case "$schema" -> dialect(value, at);
            case "$defs", "definitions" -> schemasByName(value, at);
            case "$ref" -> references.add(new Reference(at, text(value, at), schema));
            case "type" -> schema.add(new Asked.Type(types(value, at)));
            case "const" -> schema.add(new Asked.OneOf(List.of(value)));
            case "enum" -> schema.add(new Asked.OneOf(list(value, at)));
            case "minimum" -> schema.add(new Asked.Bound("at least", number(value, at), sign -> sign >= 0));
            case "maximum" -> schema.add(new Asked.Bound("at most", number(value, at), sign -> sign <= 0));
            case "exclusiveMinimum" -> schema.add(new Asked.Bound("above", number(value, at), sign -> sign > 0));
            case "exclusiveMaximum" -> schema.add(new Asked.Bound("below", number(value, at), sign -> sign < 0));
            case "multipleOf" -> schema.add(new Asked.MultipleOf(positive(value, at)));
            case "minLength" -> schema.add(atLeast("characters", count(value, at), Asked.Count::characters));
            case "maxLength" -> schema.add(atMost("characters", count(value, at), Asked.Count::characters));
            case "pattern" -> schema.add(new Asked.Matches(regex(text(value, at), at)));
            case "minItems" -> schema.add(atLeast("items", count(value, at), Asked.Count::items));
            case "maxItems" -> schema.add(atMost("items", count(value, at), Asked.Count::items));
            case "uniqueItems" -> {
                if (flag(value, at)) {
                    schema.add(new Asked.Unique());
                }
            }
            case "minProperties" -> schema.add(atLeast("fields", count(value, at), Asked.Count::fields));
            case "maxProperties" -> schema.add(atMost("fields", count(value, at), Asked.Count::fields));
            case "required" -> schema.add(new Asked.Required(texts(value, at)));
            case "dependentRequired" -> dependentRequired(value, at, schema);
            case "dependentSchemas" ->
                schemasByName(value, at).forEach((name, other) -> {
                    schema.passesOnTo(other);
                    schema.add(new Applied.With(name, other));
                });
            case "propertyNames" -> schema.add(new Applied.Names(schema(value, at)));
            case "allOf" -> schema.add(new Applied.All(forTheSameValue(value, at, schema)));
            case "anyOf" -> schema.add(new Applied.Any(forTheSameValue(value, at, schema)));
            case "oneOf" -> schema.add(new Applied.One(forTheSameValue(value, at, schema)));
            case "not" -> {
                Schema other = schema(value, at);
                schema.passesOnTo(other);
                schema.add(new Applied.Not(other));
            }
            default -> {
                if (!OTHERS.contains(keyword) && !keyword.startsWith("x-")) {
                    throw new SchemaException(
                            at,
                            "is no keyword that is known here: docs/management-api.md lists those that are; begin your own with x-");
                }
            }
        }
    }

    /** Keywords of which one changes what another means. */
    private void readTogether(Map<String, Object> fields, String at, Schema schema) throws SchemaException {
        if (fields.containsKey("prefixItems") || fields.containsKey("items")) {
            Object first = fields.get("prefixItems");
            schema.add(new Applied.Items(
                    first == null ? List.of() : schemas(first, at + "/prefixItems"), optional(fields, "items", at)));
        }
        readContains(fields, at, schema);
        if (fields.containsKey("properties")
                || fields.containsKey("patternProperties")
                || fields.containsKey("additionalProperties")) {
            Object named = fields.get("properties");
            schema.add(new Applied.Fields(
                    named == null ? Map.of() : schemasByName(named, at + "/properties"),
                    patterns(fields.get("patternProperties"), at + "/patternProperties"),
                    optional(fields, "additionalProperties", at)));
        }
        readIf(fields, at, schema);
    }

    private void readContains(Map<String, Object> fields, String at, Schema schema) throws SchemaException {
        Object least = fields.get("minContains");
        Object most = fields.get("maxContains");
        int atLeast = least == null ? 1 : count(least, at + "/minContains");
        int atMost = most == null ? Integer.MAX_VALUE : count(most, at + "/maxContains");
        Schema contained = optional(fields, "contains", at);
        if (contained != null) {
            schema.add(new Applied.Contains(contained, atLeast, atMost));
        }
    }

    private void readIf(Map<String, Object> fields, String at, Schema schema) throws SchemaException {
        Schema condition = optional(fields, "if", at);
        Schema then = optional(fields, "then", at);
        Schema otherwise = optional(fields, "else", at);
        if (condition != null && (then != null || otherwise != null)) {
            schema.passesOnTo(condition);
            if (then != null) {
                schema.passesOnTo(then);
            }
            if (otherwise != null) {
                schema.passesOnTo(otherwise);
            }
            schema.add(new Applied.If(condition, then, otherwise));
        }
    }

    private @Nullable Schema optional(Map<String, Object> fields, String keyword, String at) throws SchemaException {
        Object value = fields.get(keyword);
        return value == null ? null : schema(value, Pointers.to(at, keyword));
    }

    private List<Schema> forTheSameValue(Object value, String at, Schema schema) throws SchemaException {
        List<Schema> others = schemas(value, at);
        others.forEach(schema::passesOnTo);
        return others;
    }

    private List<Schema> schemas(Object value, String at) throws SchemaException {
        List<Object> items = list(value, at);
        List<Schema> schemas = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            schemas.add(schema(items.get(i), Pointers.to(at, i)));
        }
        return schemas;
    }

    private Map<String, Schema> schemasByName(Object value, String at) throws SchemaException {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        for (Map.Entry<String, Object> field : object(value, at).entrySet()) {
            schemas.put(field.getKey(), schema(field.getValue(), Pointers.to(at, field.getKey())));
        }
        return schemas;
    }

    private List<Applied.Named> patterns(@Nullable Object value, String at) throws SchemaException {
        List<Applied.Named> patterns = new ArrayList<>();
        if (value != null) {
            for (Map.Entry<String, Object> field : object(value, at).entrySet()) {
                String place = Pointers.to(at, field.getKey());
                patterns.add(new Applied.Named(regex(field.getKey(), place), schema(field.getValue(), place)));
            }
        }
        return patterns;
    }

    private static void dependentRequired(Object value, String at, Schema schema) throws SchemaException {
        for (Map.Entry<String, Object> field : object(value, at).entrySet()) {
            List<String> others = texts(field.getValue(), Pointers.to(at, field.getKey()));
            schema.add(new Asked.RequiredWith(field.getKey(), new Asked.Required(others)));
        }
    }

    private static void dialect(Object value, String at) throws SchemaException {
        String dialect = text(value, at);
        if (!dialect.equals(DIALECT) && !dialect.equals(DIALECT + "#")) {
            throw new SchemaException(at, "must be " + DIALECT + ", the only version that is known here");
        }
    }

    private static List<String> types(Object value, String at) throws SchemaException {
        List<String> types = value instanceof String one ? List.of(one) : texts(value, at);
        if (types.isEmpty() || !TYPES.containsAll(types)) {
            throw new SchemaException(
                    at, "must be one or more of null, boolean, object, array, number, integer and string");
        }
        return types;
    }

    private Regex regex(String text, String at) throws SchemaException {
        if (++expressions > MOST_EXPRESSIONS) {
            throw new SchemaException(
                    at, "is one regular expression too many: at most " + MOST_EXPRESSIONS + " are allowed");
        }
        try {
            return Regex.of(text);
        } catch (IllegalArgumentException e) {
            throw new SchemaException(at, String.valueOf(e.getMessage()));
        }
    }

    private static Keyword atLeast(String of, int least, ToIntFunction<Object> count) {
        return new Asked.Count(of, least, Integer.MAX_VALUE, count);
    }

    private static Keyword atMost(String of, int most, ToIntFunction<Object> count) {
        return new Asked.Count(of, 0, most, count);
    }

    private static int count(Object value, String at) throws SchemaException {
        BigDecimal number = number(value, at);
        if (number.signum() < 0 || number.scale() > 0) {
            throw new SchemaException(at, "must be a whole number of at least 0");
        }
        return number.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
    }

    private static BigDecimal positive(Object value, String at) throws SchemaException {
        BigDecimal number = number(value, at);
        if (number.signum() <= 0) {
            throw new SchemaException(at, "must be above 0");
        }
        return number;
    }

    private static BigDecimal number(Object value, String at) throws SchemaException {
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw new SchemaException(at, "must be a number");
    }

    private static boolean flag(Object value, String at) throws SchemaException {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new SchemaException(at, "must be true or false");
    }

    private static String text(Object value, String at) throws SchemaException {
        if (value instanceof String text) {
            return text;
        }
        throw new SchemaException(at, "must be a string");
    }

    private static List<String> texts(Object value, String at) throws SchemaException {
        List<String> texts = new ArrayList<>();
        for (Object item : list(value, at)) {
            texts.add(text(item, at));
        }
        return texts;
    }

    @SuppressWarnings("unchecked") // Only JsonText makes lists of values.
    private static List<Object> list(Object value, String at) throws SchemaException {
        if (value instanceof List) {
            return (List<Object>) value;
        }
        throw new SchemaException(at, "must be a list");
    }

    @SuppressWarnings("unchecked") // Only JsonText makes maps of values.
    private static Map<String, Object> object(Object value, String at) throws SchemaException {
        if (value instanceof Map) {
            return (Map<String, Object>) value;
        }
        throw new SchemaException(at, "must be an object");
    }
}
