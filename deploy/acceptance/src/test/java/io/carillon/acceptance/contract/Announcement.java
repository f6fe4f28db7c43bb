package io.carillon.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.acceptance.server.RunningJar;

/** What {@code dev --json} tells, for tests that need more of it than the app. */
final class Announcement {

    private Announcement() {}

    /** The server token of the first app. */
    static String token(RunningJar jar) {
        JsonNode token = jar.announcement().get("token");
        if (token == null || token.asText().isEmpty()) {
            throw new AssertionError("dev --json names no token: " + jar.announcement());
        }
        return token.asText();
    }
}
