package io.carillon.schema;

import java.util.Collection;
import java.util.Iterator;

/** Texts of strangers as they may stand in messages. */
final class Words {

    private static final int LONGEST_NAME = 40;
    private static final String MORE = "...";

    private Words() {}

    /** Cut to so many characters, without what could break a line or a console. */
    static String printable(String text, int longest) {
        int length = Math.min(text.length(), longest);
        var shown = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        if (text.length() > longest) {
            shown.replace(longest - MORE.length(), longest, MORE);
        }
        return shown.toString();
    }

    /** A name, cut to 40 characters. */
    static String name(String text) {
        return printable(text, LONGEST_NAME);
    }

    /** As many of the names as fit, joined by commas. */
    static String list(Collection<String> names, int longest) {
        var joined = new StringBuilder();
        Iterator<String> each = names.iterator();
        while (each.hasNext() && joined.length() <= longest) {
            joined.append(joined.isEmpty() ? "" : ", ").append(each.next());
        }
        return printable(joined.append(each.hasNext() ? ", " + MORE : "").toString(), longest);
    }
}
