package io.carillon.process.settings;

import java.util.Set;

/**
 * What commands that talk to a running platform read from the environment. A process that starts reads past it: both are often called
 * from one shell.
 */
public final class ClientNames {

    /** Where the platform is. */
    public static final String URL = "CARILLON_URL";

    /** The caller's API token. */
    public static final String TOKEN = "CARILLON_TOKEN";

    /** A file that holds the token. */
    public static final String TOKEN_FILE = "CARILLON_TOKEN_FILE";

    /** The id of the organisation that is meant. */
    public static final String ORGANISATION = "CARILLON_ORGANISATION";

    static final Set<String> ALL = Set.of(URL, TOKEN, TOKEN_FILE, ORGANISATION);

    private ClientNames() {}
}
