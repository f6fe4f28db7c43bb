package io.carillon.backplane.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One script to be run.
 *
 * @param keys what it is declared to touch, all with one hash tag
 * @param args UTF-8, or bytes
 */
record Call(Script script, List<Object> keys, List<Object> args) {

    static Call of(Script script, List<String> keys, Object... args) {
        List<Object> encoded = new ArrayList<>(args.length);
        for (Object arg : args) {
            encoded.add(arg instanceof byte[] ? arg : arg.toString().getBytes(StandardCharsets.UTF_8));
        }
        return new Call(script, List.copyOf(keys), encoded);
    }

    /** The root of the shard, for a step of a channel or an app. */
    Object root() {
        return keys.get(1);
    }

    /** The key by which a Redis Cluster finds the shard. */
    String slot() {
        return keys.get(0).toString();
    }
}
