package io.carillon.allinone.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Settings of an app as they are typed: {@code client_events=true}, {@code allowed_origins=https://a.com,https://b.com}. */
final class SettingWords {

    /** The one setting that is a list. */
    private static final String LIST = "allowed_origins";

    private SettingWords() {}

    /** As the API takes them. Whether there is such a setting, and it may be so, is for the platform to say. */
    static Map<String, Object> read(List<String> typed) {
        var settings = new LinkedHashMap<String, Object>();
        for (String word : typed) {
            int sign = word.indexOf('=');
            if (sign < 1) {
                throw CommandFailedException.typed(
                        "--set needs a setting and its value, as in --set connections=500, and not '" + word + "'.");
            }
            String name = word.substring(0, sign).replace('-', '_');
            settings.put(name, value(name, word.substring(sign + 1)));
        }
        return settings;
    }

    private static Object value(String name, String text) {
        if (name.equals(LIST)) {
            return Stream.of(text.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : text;
    }
}
