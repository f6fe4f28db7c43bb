package io.carillon.controlplane.management;

/** The names by which a browser's session travels. */
public final class SessionCookie {

    public static final String NAME = "carillon_session";

    /** A page of ours sends the session's token in it with whatever changes something; a page of another site cannot know it. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private SessionCookie() {}
}
