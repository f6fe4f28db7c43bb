package io.carillon.bench.tokens;

import io.carillon.bench.apps.Admin;
import java.util.List;

/**
 * A platform and an app on it whose tokens are tried.
 *
 * @param controlPlane host:port
 * @param nodes host:port of each broker
 */
record Platform(String controlPlane, List<String> nodes, Admin admin) {

    private static final String APP = "7700001";
    private static final String KEY = "bench-tokens-key";
    private static final String SECRET = "a-secret-of-the-bench-with-enough-bytes";

    /** The app, made and ready. */
    Mint open() {
        admin.post(
                "/apps/import",
                "{\"apps\":[{\"id\":\"" + APP + "\",\"name\":\"Tokens\",\"keys\":[{\"key\":\"" + KEY
                        + "\",\"secret\":\"" + SECRET + "\"}]}]}");
        var mint = new Mint(KEY, SECRET);
        admin.post("/apps/" + APP + "/issuers", mint.issuer());
        return mint;
    }

    String app() {
        return APP;
    }

    String key() {
        return KEY;
    }

    /** With which servers publish. */
    String serverToken() {
        String made = admin.post("/apps/" + APP + "/tokens", "{\"name\":\"bench\"}");
        return made.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
    }

    void revoke(String tokenId) {
        admin.post("/apps/" + APP + "/revocations", "{\"token\":\"" + tokenId + "\"}");
    }
}
