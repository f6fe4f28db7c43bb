package io.carillon.process.settings;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a process is. */
public enum Role {
    /** Everything in one process. */
    ALL_IN_ONE("carillon"),
    /** Holds client connections. */
    BROKER("carillon-broker"),
    /** Takes what servers publish, and answers what they ask. */
    CONTROL_PLANE("carillon-control-plane");

    static final Set<Role> ALL = EnumSet.allOf(Role.class);
    static final Set<Role> WITH_CLIENTS = EnumSet.of(ALL_IN_ONE, BROKER);
    static final Set<Role> WITH_APPS = EnumSet.of(ALL_IN_ONE, CONTROL_PLANE);
    static final Set<Role> ALONE = EnumSet.of(ALL_IN_ONE);

    private final String program;

    Role(String program) {
        this.program = program;
    }

    /** What it is called where it is started: {@code carillon-broker}. */
    public String program() {
        return program;
    }

    /** What it is called among processes: {@code control-plane}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it can do with this process's memory, because it needs no other process. */
    public boolean mayBeAlone() {
        return ALONE.contains(this);
    }

    /** A sentence that sends a person to the help. */
    public String seeHelp() {
        return "'" + program + " --help' lists all settings.";
    }
}
