package io.carillon.faults.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** C5: after all is quiet, whoever is asked gives the same roster, which is the truth. */
public final class Rosters {

    private static final int EXAMPLES = 3;

    private Rosters() {}

    /**
     * Says where a roster differs.
     *
     * @param told by whom, and what
     * @return empty if all is well
     */
    public static List<String> differences(Set<String> truth, Map<String, List<String>> told) {
        List<String> differences = new ArrayList<>();
        told.forEach((source, roster) -> {
            Set<String> missing = new TreeSet<>(truth);
            roster.forEach(missing::remove);
            Set<String> tooMany = new TreeSet<>(roster);
            tooMany.removeAll(truth);
            if (!missing.isEmpty()) {
                differences.add(source + " lacks " + some(missing));
            }
            if (!tooMany.isEmpty()) {
                differences.add(source + " has " + some(tooMany) + " who should not be there");
            }
            if (new HashSet<>(roster).size() < roster.size()) {
                differences.add(source + " lists somebody twice");
            }
        });
        return differences;
    }

    private static String some(Set<String> users) {
        List<String> few = users.stream().limit(EXAMPLES).toList();
        return users.size() + " (" + String.join(", ", few) + (users.size() > EXAMPLES ? ", ..." : "") + ")";
    }
}
