package io.carillon.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What checks cost: a program, not a test. Prints a table of microseconds for one check of 10 kB. */
final class CheckCost {

    private static final int WARM = 500;
    private static final int RUNS = 500;

    private CheckCost() {}

    public static void main(String[] args) throws SchemaException {
        System.out.println("| check of 10 kB | median us | p90 us | verdict |");
        System.out.println("|---|---|---|---|");
        String points = IntStream.range(0, 420)
                .mapToObj(i -> "{\"x\":" + i + ",\"y\":1.5,\"n\":\"p\"}")
                .collect(Collectors.joining(",", "[", "]"));
        print(
                "420 points, each of three fields",
                "{\"items\":{\"type\":\"object\",\"required\":[\"x\",\"y\"],\"additionalProperties\":false,\"properties\":{\"x\":{\"type\":\"number\"},\"y\":{\"type\":\"number\",\"minimum\":0},\"n\":{\"type\":\"string\",\"maxLength\":10}}}}",
                points);
        print(
                "a small object",
                "{\"required\":[\"x\"],\"properties\":{\"x\":{\"type\":\"number\"}}}",
                "{\"x\":1,\"y\":2}");
        for (HostileSchemaTest.Attack attack : HostileSchemaTest.loads().toList()) {
            print(attack.name(), attack.schema(), attack.data());
        }
        for (HostileSchemaTest.Attack attack : HostileSchemaTest.bombs().toList()) {
            print(attack.name(), attack.schema(), attack.data());
        }
        String uuid = "\"01234567-89ab-cdef-0123-456789abcdef\"";
        print(
                "100 UUIDs by their expression",
                "{\"items\":{\"pattern\":\"^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$\"}}",
                Collections.nCopies(100, uuid).toString());
        print(
                "an expression of few states that is tried at every place",
                "{\"pattern\":\"(a?){5}b\"}",
                "\"" + "a".repeat(HostileSchemaTest.BYTES - 2) + "\"");
        compile();
    }

    private static void print(String name, String schema, String data) throws SchemaException {
        DataRule rule = DataRule.checked(schema);
        for (int i = 0; i < WARM; i++) {
            rule.complaintAbout(data);
        }
        long[] nanos = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long before = System.nanoTime();
            rule.complaintAbout(data);
            nanos[i] = System.nanoTime() - before;
        }
        Complaint complaint = rule.complaintAbout(data);
        print(
                name + " (" + data.length() + " B)",
                nanos,
                complaint == null ? "right" : Words.printable(complaint.toString(), 40));
    }

    private static void compile() throws SchemaException {
        List<String> schemas =
                HostileSchemaTest.bombs().map(HostileSchemaTest.Attack::schema).toList();
        String longest = schemas.stream().max((a, b) -> a.length() - b.length()).orElseThrow();
        String expressions = "{\"allOf\":["
                + IntStream.range(0, 50)
                        .mapToObj(i -> "{\"pattern\":\"(x{12}){6}|\\\\p{L}" + i + "\"}")
                        .collect(Collectors.joining(","))
                + "]}";
        for (String schema : List.of(longest, expressions)) {
            for (int i = 0; i < 50; i++) {
                SchemaReader.read(schema);
            }
            long[] nanos = new long[50];
            for (int i = 0; i < nanos.length; i++) {
                long before = System.nanoTime();
                SchemaReader.read(schema);
                nanos[i] = System.nanoTime() - before;
            }
            print("reading a schema of " + schema.length() + " B", nanos, "");
        }
    }

    private static void print(String name, long[] nanos, String verdict) {
        Arrays.sort(nanos);
        System.out.printf(
                "| %s | %d | %d | %s |%n",
                name, nanos[nanos.length / 2] / 1_000, nanos[nanos.length * 90 / 100] / 1_000, verdict);
    }
}
