package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.util.Locale;

/** What somebody is in an organisation, from the one who may least to the one who may all. Each may what the one before may. */
public enum Role {
    /** Sees apps and what they used. */
    VIEWER,
    /** Sees keys, without their secrets, and members. */
    SUPPORT,
    /** Makes and changes apps and their keys, and sees the keys' secrets. */
    DEVELOPER,
    /** Removes apps, manages members, invitations and the organisation's tokens, and reads the audit log. */
    ADMIN,
    /** Renames and removes the organisation. */
    OWNER;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(Json json) {
        return valueOf(Texts.required(json, "role").toUpperCase(Locale.ROOT));
    }
}
