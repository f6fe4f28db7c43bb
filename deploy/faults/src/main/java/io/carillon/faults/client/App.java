package io.carillon.faults.client;

import java.util.Map;

/** The app that everybody here speaks for. */
public record App(String id, String key, String secret) {

    /** Fixed, so that a line in one log can be found in another. */
    public static final App FAULTS =
            new App("7003", "faults00000000000001", "faults0secret000000000000000000000000001");

    private static final String MASTER_KEY = "faults0master0key0000000000000000000000000M=";

    /** What a process of Carillon must be told to know it, and to open what others sealed of it. */
    public Map<String, String> environment() {
        return Map.of(
                "CARILLON_APP_ID",
                id,
                "CARILLON_APP_KEY",
                key,
                "CARILLON_APP_SECRET",
                secret,
                "CARILLON_MASTER_KEY",
                MASTER_KEY);
    }

    @Override
    public String toString() {
        return "app " + id;
    }
}
