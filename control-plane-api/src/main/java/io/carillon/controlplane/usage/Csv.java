package io.carillon.controlplane.usage;

import java.util.ArrayList;
import java.util.List;

/** Usage as a table, after RFC 4180. */
final class Csv {

    private static final String END = "\r\n";

    private Csv() {}

    /** One line of names, then one for each row. */
    static String of(UsageQuestion question, List<UsageRow> rows) {
        var text = new StringBuilder();
        List<String> names = new ArrayList<>(List.of("at"));
        switch (question.grouping()) {
            case APP -> names.add("app");
            case PREFIX -> names.add("prefix");
            case NONE -> {}
        }
        names.addAll(List.of("messages_in", "messages_out", "bytes_in", "bytes_out"));
        if (question.grouping() != Grouping.PREFIX) {
            names.add("connections");
        }
        text.append(String.join(",", names)).append(END);
        for (UsageRow row : rows) {
            List<Object> cells = new ArrayList<>(List.of(row.at()));
            if (row.app() != null) {
                cells.add(row.app());
            }
            if (row.prefix() != null) {
                cells.add(cell(row.prefix()));
            }
            cells.addAll(List.of(row.messagesIn(), row.messagesOut(), row.bytesIn(), row.bytesOut()));
            if (row.connections() != null) {
                cells.add(row.connections());
            }
            text.append(String.join(",", cells.stream().map(Object::toString).toList()))
                    .append(END);
        }
        return text.toString();
    }

    /**
     * A text as a cell. Spreadsheets take one that begins with {@code = + - @} for a formula and run it, and channels may be called so
     * by anybody: an apostrophe in front makes it text.
     */
    static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
