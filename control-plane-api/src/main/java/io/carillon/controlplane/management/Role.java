package io.carillon.controlplane.management;

import static io.carillon.controlplane.management.Permission.MANAGE_APPS;
import static io.carillon.controlplane.management.Permission.MANAGE_KEYS;
import static io.carillon.controlplane.management.Permission.MANAGE_MEMBERS;
import static io.carillon.controlplane.management.Permission.MANAGE_TOKENS;
import static io.carillon.controlplane.management.Permission.READ_APPS;
import static io.carillon.controlplane.management.Permission.READ_AUDIT;
import static io.carillon.controlplane.management.Permission.READ_KEYS;
import static io.carillon.controlplane.management.Permission.READ_MEMBERS;
import static io.carillon.controlplane.management.Permission.READ_ORGANISATION;
import static io.carillon.controlplane.management.Permission.READ_USAGE;
import static io.carillon.controlplane.management.Permission.REMOVE_APPS;

import io.carillon.protocol.InvalidValueException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a member is in an organisation, from the one who may least to the one who may all. Each may what the one before may. */
public enum Role {
    VIEWER(EnumSet.of(READ_ORGANISATION, READ_APPS, READ_USAGE)),
    SUPPORT(EnumSet.of(READ_KEYS, READ_MEMBERS)),
    DEVELOPER(EnumSet.of(MANAGE_APPS, MANAGE_KEYS)),
    ADMIN(EnumSet.of(REMOVE_APPS, MANAGE_MEMBERS, MANAGE_TOKENS, READ_AUDIT)),
    OWNER(EnumSet.allOf(Permission.class));

    private final Set<Permission> adds;

    Role(Set<Permission> adds) {
        this.adds = adds;
    }

    /** Whether a member of this role may do it. */
    public boolean may(Permission permission) {
        for (Role role : values()) {
            if (role.adds.contains(permission)) {
                return ordinal() >= role.ordinal();
            }
        }
        return false;
    }

    /** The least role that may do it. */
    public static Role leastFor(Permission permission) {
        for (Role role : values()) {
            if (role.may(permission)) {
                return role;
            }
        }
        return OWNER;
    }

    /** Whether it may at least what the other may. */
    public boolean isAtLeast(Role other) {
        return ordinal() >= other.ordinal();
    }

    /** As it is kept and shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a role.
     *
     * @throws InvalidValueException {@code role_invalid}
     */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new InvalidValueException(
                "role_invalid",
                "There is no role " + InvalidValueException.quote(word)
                        + ": use owner, admin, developer, support or viewer.");
    }
}
