package io.carillon.allinone.cli.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads environment files as Laravel, Node and Docker do: {@code NAME=value}, quoted or not, with comments and {@code ${OTHER}}. */
final class DotEnv {

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(?<value>.*)");
    private static final Pattern OTHER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.]*)}");

    private DotEnv() {}

    /** @throws ImportSourceException if the file cannot be read */
    static Map<String, String> read(Path file) {
        return parse(text(file));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new ImportSourceException("The file " + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName()
                    + "). Name a text in UTF-8 that is there and that this user may read.");
        }
    }

    static Map<String, String> parse(String text) {
        var values = new LinkedHashMap<String, String>();
        text.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                values.put(matcher.group("name"), value(matcher.group("value").strip(), values));
            }
        });
        return values;
    }

    private static String value(String written, Map<String, String> before) {
        if (written.startsWith("'")) {
            int end = written.indexOf('\'', 1);
            return end < 0 ? written : written.substring(1, end);
        }
        if (written.startsWith("\"")) {
            return expanded(unescaped(written), before);
        }
        String bare = written.startsWith("#") ? "" : written.replaceFirst("\\s+#.*$", "");
        return expanded(bare, before);
    }

    private static String unescaped(String quoted) {
        var text = new StringBuilder();
        for (int i = 1; i < quoted.length() && quoted.charAt(i) != '"'; i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length()) {
                char next = quoted.charAt(++i);
                text.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String expanded(String text, Map<String, String> before) {
        return OTHER.matcher(text)
                .replaceAll(other -> Matcher.quoteReplacement(before.getOrDefault(other.group(1), "")));
    }
}
