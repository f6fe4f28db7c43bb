package io.carillon.schema;

import org.jspecify.annotations.Nullable;

/** What the data of an event must look like. The same object for as long as the app is the same. */
public final class DataRule {

    /** Any data is right. */
    static final DataRule ANY = new DataRule("true", new Schema());

    private static final int DEEPEST_DATA = 100;
    private static final JsonText JSON = JsonText.asClientsRead(DEEPEST_DATA);
    private static final Complaint TOO_MUCH_WORK = Complaint.ofAll(
            "takes too much work to be checked against its schema: send less at once, or let the app's owner make the schema simpler");

    private final String text;
    // Found by whoever needs it first, the same by two that need it at once.
    private volatile @Nullable Schema schema;

    private DataRule(String text, @Nullable Schema schema) {
        this.text = text;
        this.schema = schema;
    }

    /** @throws SchemaException if the text is no schema that can be used */
    static DataRule checked(String text) throws SchemaException {
        return new DataRule(text, SchemaReader.read(text));
    }

    /** One whose text was checked before it was kept, and is read when it is needed. */
    static DataRule kept(String text) {
        return new DataRule(text, null);
    }

    /**
     * Holds the schema against data as clients understand it: JSON text is the value that it says, and all other text is a string.
     * Allocates nothing where any data is right. The work is bounded by the length of the data.
     *
     * @return what is wrong first; null if nothing is
     */
    public @Nullable Complaint complaintAbout(String data) {
        if (this == ANY) {
            return null;
        }
        Schema asked = schema;
        if (asked == null) {
            try {
                asked = SchemaReader.read(text);
            } catch (SchemaException notOfThisVersion) {
                return Complaint.ofAll(
                        "cannot be checked: this server does not know the schema's " + notOfThisVersion.pointer());
            }
            schema = asked;
        }
        return asked.isEmpty() ? null : complaint(asked, data);
    }

    private static @Nullable Complaint complaint(Schema asked, String data) {
        Object value;
        try {
            value = JSON.read(data);
        } catch (UnusableJsonException e) {
            if (e.isJson()) {
                return Complaint.ofAll(e.words());
            }
            value = data;
        }
        var check = new Check(data.length());
        try {
            check.holds(asked, value);
            return check.complaint();
        } catch (TooMuchWorkException e) {
            return TOO_MUCH_WORK;
        }
    }
}
