package io.carillon.backplane.redis;

import io.carillon.backplane.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a script answered: a list of texts, bytes, numbers and lists, read by place. */
record Answer(List<?> items) {

    int size() {
        return items.size();
    }

    String text(int i) {
        Object item = items.get(i);
        return item instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(item);
    }

    byte[] bytes(int i) {
        Object item = items.get(i);
        return item instanceof byte[] bytes ? bytes : text(i).getBytes(StandardCharsets.UTF_8);
    }

    long number(int i) {
        return items.get(i) instanceof Long number ? number : Long.parseLong(text(i));
    }

    int count(int i) {
        return Math.toIntExact(number(i));
    }

    Answer list(int i) {
        return new Answer((List<?>) items.get(i));
    }

    /** All of it as texts. */
    List<String> texts() {
        List<String> texts = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            texts.add(text(i));
        }
        return texts;
    }

    /** All of it as names and what each of them has, in turn. */
    Map<String, String> pairs() {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < size(); i += 2) {
            pairs.put(text(i), text(i + 1));
        }
        return pairs;
    }

    /** The position whose epoch is here and whose offset is next. */
    Position position(int i) {
        return new Position(number(i), number(i + 1));
    }

    /** Whether this is what the script answered, in a word. */
    boolean says(String word) {
        return text(0).equals(word);
    }
}
