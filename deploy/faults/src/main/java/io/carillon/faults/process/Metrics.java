package io.carillon.faults.process;

import java.util.HashMap;
import java.util.Map;

/** A process's figures as its metrics page tells them; figures with the same name and other labels are added up. */
public record Metrics(Map<String, Double> figures) {

    public Metrics {
        figures = Map.copyOf(figures);
    }

    /** Reads the text format of Prometheus. */
    static Metrics parse(String text) {
        Map<String, Double> figures = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int nameEnd = line.indexOf('{');
            int valueBegin = line.lastIndexOf('}');
            if (nameEnd < 0 || valueBegin < nameEnd) {
                nameEnd = line.indexOf(' ');
                valueBegin = nameEnd;
            }
            String value = line.substring(valueBegin + 1).trim().split(" ", -1)[0];
            figures.merge(line.substring(0, nameEnd), Double.parseDouble(value), Double::sum);
        }
        return new Metrics(figures);
    }

    /** @throws IllegalStateException if it is not told: a scenario that reads it could find nothing */
    public double get(String name) {
        Double value = figures.get(name);
        if (value == null) {
            throw new IllegalStateException("there is no figure " + name + " on the metrics page");
        }
        return value;
    }

    public boolean has(String name) {
        return figures.containsKey(name);
    }
}
