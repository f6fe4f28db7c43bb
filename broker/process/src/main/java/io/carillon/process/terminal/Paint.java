package io.carillon.process.terminal;

/** How parts of the start text stand out. */
public enum Paint {
    NONE("", "", ""),
    COLOURS("\u001b[1m", "\u001b[36m", "\u001b[0m");

    private final String bold;
    private final String label;
    private final String plain;

    Paint(String bold, String label, String plain) {
        this.bold = bold;
        this.label = label;
        this.plain = plain;
    }

    public String bold(String text) {
        return bold + text + plain;
    }

    public String label(String text) {
        return label + text + plain;
    }
}
