package io.carillon.process.terminal;

/** Writes one flat JSON object; a start report needs no more, and is printed before a JSON library would be warm. */
public final class JsonObject {

    private final StringBuilder json = new StringBuilder("{");

    public JsonObject with(String name, String value) {
        return raw(name, quoted(value));
    }

    public JsonObject with(String name, long value) {
        return raw(name, Long.toString(value));
    }

    private JsonObject raw(String name, String value) {
        json.append(json.length() > 1 ? "," : "")
                .append(quoted(name))
                .append(':')
                .append(value);
        return this;
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return json + "}\n";
    }
}
