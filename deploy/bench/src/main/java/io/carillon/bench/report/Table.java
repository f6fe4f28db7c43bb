package io.carillon.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A Markdown table; the first column holds names, the others figures. */
final class Table {

    /** Stands where a figure could not be had. */
    static final String NOT_HAD = "not had";

    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> head) {
        rows.add(List.copyOf(head));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    static String figure(OptionalDouble value, int decimals) {
        return figure(value, decimals, "");
    }

    static String figure(OptionalDouble value, int decimals, String unit) {
        return value.isEmpty()
                ? NOT_HAD
                : String.format(Locale.ROOT, "%,." + decimals + "f", value.getAsDouble()) + unit;
    }

    static String percent(OptionalDouble share) {
        return share.isEmpty() ? NOT_HAD : String.format(Locale.ROOT, "%.0f %%", share.getAsDouble() * 100);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            if (i == 0) {
                text.append("|---|")
                        .append("---:|".repeat(rows.get(0).size() - 1))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
