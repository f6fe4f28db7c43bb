package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.ServerToken;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.problem.Problem;
import io.micronaut.http.HttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code Authorization: Bearer <server token>}: proves the sender without a signature, for curl and small scripts. */
final class BearerToken implements Credentials {

    private static final String SCHEME = "Bearer ";

    private final String text;

    private BearerToken(String text) {
        this.text = text;
    }

    static @Nullable BearerToken in(Call call) {
        String text = textIn(call);
        return text == null ? null : new BearerToken(text);
    }

    /** Whatever the call shows so, be it a server token or not; null if nothing. */
    static @Nullable String textIn(Call call) {
        String header = call.header(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).trim()
                : null;
    }

    @Override
    public @Nullable String key() {
        return null;
    }

    @Override
    public Sender prove(App app, Instant now, Diagnoses diagnoses) {
        for (ServerToken token : app.tokens()) {
            if (token.matches(text)) {
                return sender(app, token, now);
            }
        }
        throw Problem.TOKEN_UNKNOWN.because("The bearer token is no server token of app " + app.id()
                + ", or was revoked. App keys and secrets are no tokens: with those, sign the request.");
    }

    private static Sender sender(App app, ServerToken token, Instant now) {
        if (!token.isActive(now)) {
            throw Problem.TOKEN_EXPIRED.because("The bearer token is a server token of app " + app.id()
                    + ", but its time was over at " + token.until() + ". Make the app a new one.");
        }
        return Sender.withToken(app, token);
    }
}
