package io.carillon.allinone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** Files that somebody wrote. */
final class Texts {

    private Texts() {}

    /** Why a file cannot be read, as a sentence that repeats nothing of it: it may hold secrets. */
    static String reason(IOException unreadable) {
        if (unreadable instanceof JsonProcessingException noJson) {
            var where = noJson.getLocation();
            return "it is not JSON" + (where == null ? "" : ", in line " + where.getLineNr()) + ".";
        }
        return "is it there, a text in UTF-8, and may this user read it? ("
                + unreadable.getClass().getSimpleName() + ")";
    }
}
