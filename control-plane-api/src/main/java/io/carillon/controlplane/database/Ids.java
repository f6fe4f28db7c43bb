package io.carillon.controlplane.database;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids that nobody can guess or count. May be used by any thread. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A prefix that says of what, and 80 random bits: {@code org_5f0c...}. */
    public static String of(String prefix) {
        return prefix + "_" + hex(10);
    }

    /** So many random bytes as lower-case hex digits. */
    public static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** An id for an app: ten digits, the first of which is not 0. */
    public static String digits() {
        return Long.toString(1_000_000_000L + (RANDOM.nextLong() >>> 1) % 9_000_000_000L);
    }
}
