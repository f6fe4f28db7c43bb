package io.carillon.controlplane.docs;

import java.util.List;

/**
 * Refusals that reach the developer in the same way.
 *
 * @param anchor what follows {@code #} in links to the chapter
 * @param lead how they look when they arrive; plain text
 * @param columns the heads of the columns, as many as each entry's row has
 */
record Chapter(String anchor, String title, String lead, List<String> columns, List<Entry> entries) {

    Chapter {
        columns = List.copyOf(columns);
        entries = List.copyOf(entries);
    }
}
