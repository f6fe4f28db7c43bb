package io.carillon.controlplane.app;

/** Whether there may be an app to try things with, whose secrets are generated and shown to whoever starts the process. */
public enum DemoApp {
    /** There is one: it is made if need be. */
    WANTED,
    /** One that is there already stays. */
    TOLERATED,
    /** What others may have seen on a screen must not open anything: the process does not start beside one. */
    REFUSED
}
