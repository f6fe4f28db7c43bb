package io.carillon.bench.apps;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** So many apps with so many keys each, of which every number tells id, keys and secrets. */
record ManyApps(int count, int keys) {

    private static final int AT_ONCE = 500;

    static String id(int number) {
        return Integer.toString(7_000_000 + number);
    }

    static String key(int number, int key) {
        return "bench" + number + "k" + key;
    }

    /** Makes them, some hundreds in a request. */
    void make(Admin admin) {
        for (int from = 0; from < count; from += AT_ONCE) {
            String apps = IntStream.range(from, Math.min(count, from + AT_ONCE))
                    .mapToObj(this::json)
                    .collect(Collectors.joining(","));
            admin.post("/apps/import", "{\"apps\":[" + apps + "]}");
        }
    }

    private String json(int number) {
        String pairs = IntStream.range(0, keys)
                .mapToObj(key ->
                        "{\"key\":\"" + key(number, key) + "\",\"secret\":\"secret" + number + "of" + key + "\"}")
                .collect(Collectors.joining(","));
        return "{\"id\":\"" + id(number) + "\",\"name\":\"Bench " + number + "\",\"keys\":[" + pairs + "]}";
    }
}
