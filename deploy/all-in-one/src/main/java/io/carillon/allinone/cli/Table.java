package io.carillon.allinone.cli;

import io.carillon.process.terminal.Paint;
import java.util.ArrayList;
import java.util.List;

/** Rows below each other, their columns aligned. */
final class Table {

    private static final String GAP = "  ";

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> columns) {
        this.columns = columns;
    }

    /** With a line of headings. */
    static Table of(String... columns) {
        return new Table(List.of(columns));
    }

    /** Names and values, without headings. */
    static Table ofFacts() {
        return new Table(List.of());
    }

    Table row(String... cells) {
        return row(List.of(cells));
    }

    Table row(List<String> cells) {
        rows.add(cells.stream().map(Table::harmless).toList());
        return this;
    }

    /** What others wrote must not move the cursor or colour the rest. */
    private static String harmless(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** One line for each row; the headings, or else the first cells, stand out. */
    String text(Paint paint) {
        var text = new StringBuilder();
        if (!columns.isEmpty()) {
            text.append(paint.label(padded(columns))).append('\n');
        }
        for (List<String> row : rows) {
            String line = padded(row);
            int first = Math.min(width(0), line.length());
            text.append(columns.isEmpty() ? paint.label(line.substring(0, first)) + line.substring(first) : line)
                    .append('\n');
        }
        return text.toString();
    }

    private String padded(List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(cell);
            if (column < cells.size() - 1) {
                line.append(" ".repeat(width(column) - length(cell))).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = columns.isEmpty() ? 0 : length(columns.get(column));
        for (List<String> row : rows) {
            if (column < row.size()) {
                width = Math.max(width, length(row.get(column)));
            }
        }
        return width;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
