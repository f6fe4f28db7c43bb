package io.carillon.faults.process;

/** What a process of Carillon does in a cluster. */
public enum Role {
    /** Holds client connections. */
    BROKER,
    /** Has the HTTP API. */
    CONTROL_PLANE,
    /** Both, in one process, without anything else on the machine. */
    ALL_IN_ONE
}
