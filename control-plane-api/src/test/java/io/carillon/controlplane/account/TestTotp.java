package io.carillon.controlplane.account;

import java.time.Instant;

/** The authenticator app of stories. */
public final class TestTotp {

    private TestTotp() {}

    /** What the app shows at a moment. */
    public static String code(String secret, Instant now) {
        return Totp.code(secret, now.getEpochSecond() / 30);
    }
}
