package io.carillon.bench;

import io.carillon.bench.load.LoadException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A name for some of the server's processes, as it stands on the command line: {@code broker=12+34}. */
final class Part {

    private Part() {}

    /** The process ids behind each name, in the order of the names. */
    static Map<String, List<Long>> read(Map<String, String> given) {
        Map<String, List<Long>> parts = new LinkedHashMap<>();
        given.forEach((name, pids) -> parts.put(name, pids(name, pids)));
        return parts;
    }

    private static List<Long> pids(String name, String pids) {
        try {
            return Arrays.stream(pids.split("\\+", -1)).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new LoadException("--part is '" + name + "=" + pids
                    + "'; give a name and process ids, for instance broker=12 or broker=12+34.");
        }
    }
}
