package io.carillon.allinone.cli.importing;

import java.util.List;

/**
 * What was found.
 *
 * @param notes what could not be taken over, or not as it was, a sentence each
 */
public record Findings(List<FoundApp> apps, List<String> notes) {

    public Findings {
        apps = List.copyOf(apps);
        notes = notes.stream().distinct().toList();
    }
}
