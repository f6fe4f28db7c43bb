package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.backplane.AppDirectory;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.InvalidValueException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who may come in. The checks stand in the order in which they cost. */
final class Admission {

    private static final int OLDEST_PROTOCOL = 4;
    private static final int NEWEST_PROTOCOL = 7;

    private final AppDirectory apps;

    Admission(AppDirectory apps) {
        this.apps = apps;
    }

    /** What was decided. */
    sealed interface Decision {}

    /** The client may come in, if its app has room. */
    record Admitted(App app, AppKey key) implements Decision {}

    /** The client may not. */
    record Refused(CloseCode code, String message) implements Decision {
        static Refused with(CloseCode code, Object... about) {
            return new Refused(code, code.words(about));
        }
    }

    CompletionStage<Decision> check(Handshake handshake) {
        if (!isSpoken(handshake.protocol())) {
            return refused(
                    CloseCode.UNSUPPORTED_PROTOCOL, InvalidValueException.quote(String.valueOf(handshake.protocol())));
        }
        AppKey key;
        try {
            key = AppKey.of(handshake.key());
        } catch (InvalidValueException invalid) {
            return refused(CloseCode.APP_NOT_FOUND, InvalidValueException.quote(handshake.key()));
        }
        return apps.byKey(key)
                .thenApply(found -> found.map(app -> check(handshake, app, key))
                        .orElseGet(() -> Refused.with(CloseCode.APP_NOT_FOUND, key)));
    }

    private static Decision check(Handshake handshake, App app, AppKey key) {
        if (app.options().tlsOnly() && !handshake.secure()) {
            return Refused.with(CloseCode.TLS_ONLY);
        }
        if (!app.enabled()) {
            return Refused.with(CloseCode.APP_DISABLED);
        }
        if (!Origins.allow(app.options().allowedOrigins(), handshake.origin())) {
            return new Refused(
                    CloseCode.UNAUTHORIZED,
                    "Origin not allowed: " + InvalidValueException.quote(String.valueOf(handshake.origin()))
                            + " is not among this app's allowed origins");
        }
        return new Admitted(app, key);
    }

    /** A client that names no version is taken to speak the newest: some do so, and every server lets them. */
    private static boolean isSpoken(@Nullable String protocol) {
        if (protocol == null) {
            return true;
        }
        return protocol.length() == 1
                && protocol.charAt(0) >= '0' + OLDEST_PROTOCOL
                && protocol.charAt(0) <= '0' + NEWEST_PROTOCOL;
    }

    private static CompletionStage<Decision> refused(CloseCode code, Object... about) {
        return CompletableFuture.completedStage(Refused.with(code, about));
    }
}
