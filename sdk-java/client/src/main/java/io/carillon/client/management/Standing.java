package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.util.Locale;

/** How a key or token stands. */
public enum Standing {
    /** It works. */
    ACTIVE,
    /** It works until its end. */
    ENDING,
    /** Its end is over. */
    ENDED,
    /** It was revoked. */
    REVOKED;

    static Standing of(Json json) {
        return valueOf(Texts.required(json, "status").toUpperCase(Locale.ROOT));
    }
}
