package io.carillon.backplane.meter;

/** How long a text is on the wire. */
public final class Utf8 {

    private Utf8() {}

    /** How many bytes the text has in UTF-8, found without encoding it. Half a surrogate pair counts as the question mark it becomes. */
    public static int length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return bytes - (text.length() - i) + lengthFrom(text, i);
            }
        }
        return bytes;
    }

    private static int lengthFrom(String text, int from) {
        int bytes = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += 1;
            }
        }
        return bytes;
    }
}
