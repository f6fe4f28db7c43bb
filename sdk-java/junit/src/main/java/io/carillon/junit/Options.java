package io.carillon.junit;

import java.util.Map;

/**
 * What a test class wants.
 *
 * @param settings of the server, by their words
 * @param shared whether others that want the same settings get the same server
 * @param appPerTest whether each test has an app of its own
 */
record Options(Map<String, String> settings, boolean shared, boolean appPerTest) {

    private static final String APP_ID = "app-id";

    Options {
        settings = Map.copyOf(settings);
    }

    static Options of(CarillonTest said) {
        return new Options(Map.of(), said.shared(), said.appPerTest());
    }

    /** Whether the server's first app is one that the test knows by heart. */
    boolean nameTheApp() {
        return settings.containsKey(APP_ID);
    }

    /** Without what is in it: secrets, among others. */
    @Override
    public String toString() {
        return "Options[shared=" + shared + ", appPerTest=" + appPerTest + "]";
    }
}
