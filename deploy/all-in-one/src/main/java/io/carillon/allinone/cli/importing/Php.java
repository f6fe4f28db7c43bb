package io.carillon.allinone.cli.importing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a configuration file of Laravel returns, without running it: arrays, texts, numbers, flags, casts, {@code env()}, and
 * {@code explode()} of what can be read. Everything else is {@link #UNREAD}: only PHP knows what it is.
 */
final class Php {

    /** A value that only PHP could tell. */
    static final Object UNREAD = new Object() {
        @Override
        public String toString() {
            return "(unread)";
        }
    };

    private final String text;
    private final Map<String, String> environment;
    private int at;

    private Php(String text, Map<String, String> environment) {
        this.text = text;
        this.environment = environment;
    }

    /**
     * The value that the file returns; arrays are maps, in which items without a key have numbers.
     *
     * @throws ImportSourceException if it returns nothing that can be read
     */
    static @Nullable Object returned(String text, Map<String, String> environment) {
        var php = new Php(text, environment);
        if (!php.skipToReturn()) {
            throw new ImportSourceException("it returns nothing");
        }
        return php.expression();
    }

    private boolean skipToReturn() {
        while (at < text.length()) {
            skipBlank();
            if (at >= text.length()) {
                return false;
            }
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                quoted();
            } else if (isWordStart(c)) {
                if (word().equals("return")) {
                    return true;
                }
            } else {
                at++;
            }
        }
        return false;
    }

    /** A value, and then its end: if an operator follows, only PHP knows what comes of it. */
    private @Nullable Object expression() {
        Object value = value();
        skipBlank();
        if (atEnd() || at(",") || at("]") || at(")") || at(";") || at("=>")) {
            return value;
        }
        skipExpression();
        return UNREAD;
    }

    private @Nullable Object value() {
        skipBlank();
        if (atEnd()) {
            return UNREAD;
        }
        char c = text.charAt(at);
        if (c == '[') {
            at++;
            return array(']');
        }
        if (c == '(') {
            return parenthesis();
        }
        if (c == '\'' || c == '"') {
            return quoted();
        }
        if (Character.isDigit(c) || (c == '-' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))) {
            return number();
        }
        return isWordStart(c) ? named(word()) : UNREAD;
    }

    private @Nullable Object parenthesis() {
        int open = at++;
        skipBlank();
        String cast = !atEnd() && isWordStart(text.charAt(at)) ? word() : "";
        skipBlank();
        if (!cast.isEmpty() && at(")")) {
            at++;
            return value();
        }
        at = open + 1;
        Object inner = expression();
        skipBlank();
        if (at(")")) {
            at++;
            return inner;
        }
        return UNREAD;
    }

    private @Nullable Object named(String word) {
        switch (word.toLowerCase(java.util.Locale.ROOT)) {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
            default:
                break;
        }
        skipBlank();
        if (!at("(")) {
            return UNREAD;
        }
        at++;
        if (word.equals("array")) {
            return array(')');
        }
        List<Object> arguments = new ArrayList<>(values(array(')')));
        return switch (word) {
            case "env" -> env(arguments);
            case "explode" -> exploded(arguments);
            case "array_filter", "array_values" -> arguments.isEmpty() ? UNREAD : arguments.get(0);
            default -> UNREAD;
        };
    }

    private static List<Object> values(Map<Object, Object> array) {
        return new ArrayList<>(array.values());
    }

    private @Nullable Object env(List<Object> arguments) {
        if (arguments.isEmpty() || !(arguments.get(0) instanceof String name)) {
            return UNREAD;
        }
        String said = environment.get(name);
        if (said == null) {
            return arguments.size() > 1 ? arguments.get(1) : null;
        }
        return switch (said.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "(true)" -> true;
            case "false", "(false)" -> false;
            case "null", "(null)" -> null;
            case "empty", "(empty)" -> "";
            default -> said;
        };
    }

    private static Object exploded(List<Object> arguments) {
        if (arguments.size() < 2
                || !(arguments.get(0) instanceof String separator)
                || !(arguments.get(1) instanceof String list)
                || separator.isEmpty()) {
            return UNREAD;
        }
        var items = new LinkedHashMap<Object, Object>();
        for (String item : list.split(java.util.regex.Pattern.quote(separator))) {
            items.put((long) items.size(), item.strip());
        }
        return items;
    }

    private Map<Object, Object> array(char end) {
        var items = new LinkedHashMap<Object, Object>();
        long next = 0;
        while (true) {
            skipBlank();
            if (atEnd()) {
                return items;
            }
            if (text.charAt(at) == end) {
                at++;
                return items;
            }
            int before = at;
            Object value = expression();
            skipBlank();
            if (at("=>")) {
                at += 2;
                Object key = value;
                items.put(key == null ? "" : key, expression());
            } else {
                items.put(next++, value);
            }
            skipBlank();
            if (at(",")) {
                at++;
            } else if (at == before) {
                at++; // Nothing that is PHP; go on rather than stand still.
            }
        }
    }

    private String quoted() {
        char quote = text.charAt(at++);
        var value = new StringBuilder();
        while (!atEnd() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && !atEnd()) {
                char escaped = text.charAt(at++);
                if (escaped == quote || escaped == '\\') {
                    value.append(escaped);
                } else {
                    value.append(c).append(escaped);
                }
            } else {
                value.append(c);
            }
        }
        at++;
        return value.toString();
    }

    private Object number() {
        int begin = at++;
        while (!atEnd() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '_' || text.charAt(at) == '.')) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(begin, at).replace("_", ""));
        } catch (NumberFormatException strange) {
            return UNREAD;
        }
    }

    /** To the comma or bracket that ends it. */
    private void skipExpression() {
        int depth = 0;
        while (!atEnd()) {
            skipBlank();
            if (atEnd()) {
                return;
            }
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                quoted();
                continue;
            }
            if (depth == 0 && (c == ',' || c == ']' || c == ')' || c == ';' || at("=>"))) {
                return;
            }
            if (c == '[' || c == '(' || c == '{') {
                depth++;
            } else if (c == ']' || c == ')' || c == '}') {
                depth--;
            }
            at++;
        }
    }

    private void skipBlank() {
        while (!atEnd()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (at("//") || at("#")) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (at("/*")) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return;
            }
        }
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '\\';
    }

    private String word() {
        int begin = at;
        while (!atEnd()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_' || text.charAt(at) == '\\')) {
            at++;
        }
        return text.substring(begin, at).replaceFirst("^\\\\", "");
    }

    private boolean at(String mark) {
        return text.startsWith(mark, at);
    }

    private boolean atEnd() {
        return at >= text.length();
    }
}
