package io.carillon.controlplane.management;

import java.util.Locale;

/** What somebody may do within an organisation. */
public enum Permission {
    READ_ORGANISATION,
    READ_APPS,
    READ_USAGE,
    READ_MEMBERS,
    READ_KEYS,
    MANAGE_APPS,
    /** Make, rotate and revoke keys and server tokens, and see the secrets of keys. */
    MANAGE_KEYS,
    REMOVE_APPS,
    MANAGE_MEMBERS,
    MANAGE_TOKENS,
    READ_AUDIT,
    MANAGE_ORGANISATION,
    REMOVE_ORGANISATION;

    /** As it stands in refusals: {@code manage_keys}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
