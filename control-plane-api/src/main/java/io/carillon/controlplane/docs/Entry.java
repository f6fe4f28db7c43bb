package io.carillon.controlplane.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * One refusal, explained.
 *
 * @param anchor what follows {@code #} in links to it: the stable code or the number, which is shown in the first column
 * @param cells plain text for the columns that follow
 */
record Entry(String anchor, List<String> cells) {

    Entry {
        cells = List.copyOf(cells);
    }

    static Entry of(String anchor, String... cells) {
        return new Entry(anchor, List.of(cells));
    }

    /** The whole row, the first column included. */
    List<String> row() {
        var row = new ArrayList<String>();
        row.add(anchor);
        row.addAll(cells);
        return row;
    }
}
