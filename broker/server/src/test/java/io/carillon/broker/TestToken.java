package io.carillon.broker;

import io.carillon.backplane.AppOptions;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import io.carillon.token.Press;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an app's server would make for one of its users. */
public final class TestToken {

    public static final AppKey KEY = AppKey.of("key-that-signs-tokens");
    public static final Secret SECRET = Secret.of("a-secret-of-more-than-thirty-two-bytes");

    /** Of an app in whose stories nobody counts subscriptions. */
    public static final AppOptions WITHOUT_COUNTS =
            new AppOptions(true, false, true, false, false, List.of(), Duration.ofMinutes(2), Duration.ZERO);

    private final Instant issuedAt;
    private Duration life = Duration.ofHours(1);
    private @Nullable String user;
    private String id = "t1";
    private String userInfo = "{}";
    private String capabilities = "{}";
    private String watchlist = "[]";

    /** Made at this moment. */
    public TestToken(Instant issuedAt) {
        this.issuedAt = issuedAt;
    }

    public TestToken of(String sub) {
        user = sub;
        return this;
    }

    public TestToken named(String jti) {
        id = jti;
        return this;
    }

    public TestToken telling(String info) {
        userInfo = info;
        return this;
    }

    public TestToken watching(String users) {
        watchlist = users;
        return this;
    }

    public TestToken allowing(String grants) {
        capabilities = grants;
        return this;
    }

    public TestToken lasting(Duration time) {
        life = time;
        return this;
    }

    public long expiresAt() {
        return issuedAt.plus(life).getEpochSecond();
    }

    /** Signed with an app key. */
    public String signed() {
        return Press.hs256(SECRET.reveal(), "{\"alg\":\"HS256\",\"kid\":\"" + KEY + "\"}", payload(""));
    }

    /** Signed by somebody who has no secret of the app. */
    public String forged() {
        return Press.hs256(
                "not-the-secret-of-that-key-at-all-no", "{\"alg\":\"HS256\",\"kid\":\"" + KEY + "\"}", payload(""));
    }

    /** Signed by an issuer with an elliptic curve, which is slow. */
    public String issuedBy(String issuer, String audience) {
        return Press.signed(
                "ES256",
                Press.P256,
                "{\"alg\":\"ES256\",\"kid\":\"k1\"}",
                payload("\"iss\":\"" + issuer + "\",\"aud\":\"" + audience + "\","));
    }

    private String payload(String more) {
        return "{" + more + (user == null ? "" : "\"sub\":\"" + user + "\",") + "\"jti\":\"" + id + "\",\"user_info\":"
                + userInfo + ",\"capabilities\":" + capabilities + ",\"watchlist\":" + watchlist + ",\"iat\":"
                + issuedAt.getEpochSecond() + ",\"exp\":" + expiresAt() + "}";
    }
}
