package io.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;

/** Our verdicts are those of a validator that others wrote, on schemas and values of which chance made both. */
final class SecondOpinionTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory OTHERS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final List<String> NAMES = List.of("a", "b", "ab", "c");
    private static final int VALUES = 40;

    private int accepted;
    private int refused;

    @Property(tries = 2_000, seed = "7")
    void they_agree(@ForAll long seed) throws Exception {
        var chance = new Random(seed);
        JsonNode schema = schema(chance, 3);
        if (schema instanceof ObjectNode object) {
            object.set("$defs", NODES.objectNode().set("d", schema(chance, 0)));
        }
        String text = MAPPER.writeValueAsString(schema);
        DataRule ours = DataRule.checked(text);
        var theirs = OTHERS.getSchema(text);

        for (int i = 0; i < VALUES; i++) {
            JsonNode value = value(chance, 3);
            String data = MAPPER.writeValueAsString(value);
            boolean right = theirs.validate(MAPPER.readTree(data)).isEmpty();
            assertThat(ours.complaintAbout(data) == null)
                    .as("%s against %s", data, text)
                    .isEqualTo(right);
            accepted += right ? 1 : 0;
            refused += right ? 0 : 1;
        }
    }

    /** The comparison is worth something only if both verdicts are frequent. */
    @AfterProperty
    void both_verdicts_were_frequent() {
        assertThat(accepted).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }

    private static JsonNode schema(Random chance, int depth) {
        if (chance.nextInt(12) == 0) {
            return NODES.booleanNode(chance.nextInt(4) > 0);
        }
        ObjectNode schema = NODES.objectNode();
        int keywords = 1 + chance.nextInt(3);
        for (int i = 0; i < keywords; i++) {
            if (depth > 0 && chance.nextBoolean()) {
                addOuter(schema, chance, depth);
            } else {
                addSimple(schema, chance);
            }
        }
        if (schema.has("uniqueItems")) {
            // The other one takes the values of an object for items, against the letter of the standard.
            schema.put("type", "array");
        }
        return schema;
    }

    private static void addSimple(ObjectNode schema, Random chance) {
        switch (chance.nextInt(17)) {
            case 0 -> schema.put("type", type(chance));
            case 1 ->
                schema.set(
                        "type", NODES.arrayNode().add("null").add(type(chance).equals("null") ? "object" : "array"));
            case 2 -> schema.set("const", value(chance, 2));
            case 3 -> schema.set("enum", distinct(chance));
            case 4 -> schema.put("minimum", number(chance));
            case 5 -> schema.put("exclusiveMaximum", number(chance));
            case 6 -> schema.put("maximum", number(chance));
            case 7 -> schema.put("exclusiveMinimum", number(chance));
            case 8 -> schema.put("multipleOf", new BigDecimal(chance.nextBoolean() ? "0.5" : "2"));
            case 9 -> schema.put("minLength", chance.nextInt(3));
            case 10 -> schema.put("maxLength", chance.nextInt(3));
            case 11 -> schema.put("pattern", chance.nextBoolean() ? "^a" : "b+$");
            case 12 -> schema.put("uniqueItems", chance.nextBoolean());
            case 13 -> schema.put("minItems", chance.nextInt(3)).put("maxItems", 1 + chance.nextInt(3));
            case 14 -> schema.put("minProperties", chance.nextInt(2)).put("maxProperties", chance.nextInt(4));
            case 15 -> schema.set("required", NODES.arrayNode().add(name(chance)));
            default ->
                schema.set(
                        "dependentRequired",
                        NODES.objectNode().set(name(chance), NODES.arrayNode().add(name(chance))));
        }
    }

    private static void addOuter(ObjectNode schema, Random chance, int depth) {
        int below = depth - 1;
        switch (chance.nextInt(15)) {
            case 0 -> schema.set("allOf", several(chance, below));
            case 1 -> schema.set("anyOf", several(chance, below));
            case 2 -> schema.set("oneOf", several(chance, below));
            case 3 -> schema.set("not", schema(chance, below));
            case 4 -> {
                schema.set("if", schema(chance, below));
                schema.set("then", schema(chance, below));
                schema.set("else", schema(chance, below));
            }
            case 5 -> schema.set("items", schema(chance, below));
            case 6 -> schema.set("prefixItems", several(chance, below));
            case 7 -> schema.set("contains", schema(chance, below));
            case 8 -> {
                schema.set("contains", schema(chance, below));
                schema.put("minContains", chance.nextInt(2)).put("maxContains", 1 + chance.nextInt(2));
            }
            case 9 -> schema.set("properties", named(chance, below));
            case 10 -> schema.set("patternProperties", NODES.objectNode().set("^a", schema(chance, below)));
            case 11 -> schema.set("additionalProperties", schema(chance, below));
            case 12 -> schema.set("propertyNames", schema(chance, below));
            case 13 -> schema.set("dependentSchemas", named(chance, below));
            default -> schema.put("$ref", "#/$defs/d");
        }
    }

    private static ArrayNode several(Random chance, int depth) {
        ArrayNode several = NODES.arrayNode();
        for (int i = 0; i <= chance.nextInt(3); i++) {
            several.add(schema(chance, depth));
        }
        return several;
    }

    private static ObjectNode named(Random chance, int depth) {
        ObjectNode named = NODES.objectNode();
        for (int i = 0; i <= chance.nextInt(3); i++) {
            named.set(name(chance), schema(chance, depth));
        }
        return named;
    }

    private static ArrayNode distinct(Random chance) {
        ArrayNode values = NODES.arrayNode();
        for (int i = 0; i < 3; i++) {
            values.add(value(chance, 1));
        }
        return values;
    }

    private static JsonNode value(Random chance, int depth) {
        int kind = chance.nextInt(depth > 0 ? 9 : 5);
        return switch (kind) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(chance.nextBoolean());
            case 2, 3 -> NODES.numberNode(number(chance));
            case 4 -> NODES.textNode(List.of("", "a", "ab", "b", "\ud83d\udd14").get(chance.nextInt(5)));
            case 5, 6 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = chance.nextInt(4); i > 0; i--) {
                    array.add(value(chance, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (int i = chance.nextInt(4); i > 0; i--) {
                    object.set(name(chance), value(chance, depth - 1));
                }
                yield object;
            }
        };
    }

    private static BigDecimal number(Random chance) {
        return new BigDecimal(List.of("0", "1", "2", "-1", "0.5", "3", "10").get(chance.nextInt(7)));
    }

    private static String type(Random chance) {
        return List.of("null", "boolean", "object", "array", "number", "integer", "string")
                .get(chance.nextInt(7));
    }

    private static String name(Random chance) {
        return NAMES.get(chance.nextInt(NAMES.size()));
    }
}
