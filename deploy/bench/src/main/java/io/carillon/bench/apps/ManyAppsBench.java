package io.carillon.bench.apps;

import java.util.List;

/** The two things that are done with many apps. */
public final class ManyAppsBench {

    private static final int WARM_UP = 50;

    private ManyAppsBench() {}

    /**
     * Makes apps on a new platform.
     *
     * @return an API token that may change them
     */
    public static String fill(String controlPlane, String setupToken, int apps, int keys) {
        Admin admin = Admin.first(controlPlane, setupToken);
        new ManyApps(apps, keys).make(admin);
        return admin.token();
    }

    /**
     * Measures how soon a change holds on every node, after some that do not count.
     *
     * @return the figures as JSON, in milliseconds
     */
    public static String reach(String controlPlane, String token, List<String> nodes, int rounds) {
        var reach = new Reach(new Admin(controlPlane, token), nodes);
        reach.measure(0, WARM_UP, false);
        reach.measure(WARM_UP, rounds, true);
        return reach.json();
    }
}
