package io.carillon.controlplane.audit;

import java.util.Locale;

/**
 * Who did something, and from where.
 *
 * @param id of the person or token, or of the app whose server it is; stable
 * @param name as people know it
 * @param address of the network, without a port; empty if there is none
 */
public record Actor(Kind kind, String id, String name, Via via, String address) {

    /** This program itself, as when it starts. */
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, "system", "Carillon", Via.SYSTEM, "");

    /** What somebody is. */
    public enum Kind {
        PERSON,
        TOKEN,
        /** A server of an app, by one of the app's keys or server tokens. */
        SERVER,
        SYSTEM,
        /** Not known: nobody signed in. */
        NOBODY;

        /** As it is kept and shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The way by which somebody came. */
    public enum Via {
        CONSOLE,
        API,
        CLI,
        SYSTEM;

        /** As it is kept and shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Somebody who has not said who they are. */
    public static Actor nobody(Via via, String address) {
        return new Actor(Kind.NOBODY, "", "", via, address);
    }
}
