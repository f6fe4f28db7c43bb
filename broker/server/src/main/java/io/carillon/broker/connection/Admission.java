package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.backplane.AppDirectory;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Origins;
import io.carillon.broker.channel.Keys;
import io.carillon.broker.channel.Tokens;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Reason;
import io.carillon.token.ConnectionToken;
import io.carillon.token.TokenDesk;
import io.carillon.token.Verification;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who may come in. The checks stand in the order in which they cost. */
final class Admission {

    private static final int OLDEST_PROTOCOL = 4;
    private static final int NEWEST_PROTOCOL = 7;

    private final AppDirectory apps;
    private final TokenDesk tokens;
    private final ConnectRate rate;
    private final InstantSource clock;

    Admission(AppDirectory apps, TokenDesk tokens, ConnectRate rate, InstantSource clock) {
        this.apps = apps;
        this.tokens = tokens;
        this.rate = rate;
        this.clock = clock;
    }

    /** What was decided. */
    sealed interface Decision {}

    /**
     * The client may come in, if its app has room.
     *
     * @param token what it has shown; null if nothing
     */
    record Admitted(App app, KeyPair pair, @Nullable ConnectionToken token) implements Decision {}

    /**
     * The client may not.
     *
     * @param reason the stable code, where the number says too little
     */
    record Refused(CloseCode code, String message, @Nullable String reason) implements Decision {

        Refused(CloseCode code, Objection objection) {
            this(code, objection.words(), objection.reason());
        }

        static Refused with(CloseCode code, Object... about) {
            return new Refused(code, code.words(about), null);
        }

        /** Whether only too many came at once. */
        boolean isPostponed() {
            return Reason.CONNECT_RATE.code().equals(reason);
        }
    }

    CompletionStage<Decision> check(Handshake handshake) {
        if (rate.isUsedUp()) {
            return CompletableFuture.completedStage(postponed());
        }
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
                        .orElseGet(() -> Refused.with(CloseCode.APP_NOT_FOUND, key)))
                .thenCompose(decision -> checkToken(handshake, decision))
                .thenApply(this::inTurn);
    }

    private Decision check(Handshake handshake, App app, AppKey key) {
        if (app.options().tlsOnly() && !handshake.secure()) {
            return Refused.with(CloseCode.TLS_ONLY);
        }
        KeyPair pair = app.pairOf(key);
        if (pair == null) {
            return Refused.with(CloseCode.APP_NOT_FOUND, key);
        }
        Refused objection = objection(app, key, clock);
        if (objection != null) {
            return objection;
        }
        if (!Origins.allow(app.options().allowedOrigins(), handshake.origin())) {
            return new Refused(
                    CloseCode.UNAUTHORIZED,
                    new Objection(
                            Reason.ORIGIN_NOT_ALLOWED,
                            "Origin not allowed: " + InvalidValueException.quote(String.valueOf(handshake.origin()))
                                    + " is not among this app's allowed origins"));
        }
        return new Admitted(app, pair, null);
    }

    /** Last, since it costs the most. */
    private CompletionStage<Decision> checkToken(Handshake handshake, Decision decision) {
        String token = handshake.token();
        if (token == null || !(decision instanceof Admitted admitted)) {
            return CompletableFuture.completedStage(decision);
        }
        return tokens.verify(token, admitted.app()).thenApply(verification -> {
            if (verification instanceof Verification.Refused refused) {
                return refused(TokenRefusal.of(refused));
            }
            ConnectionToken shown = ((Verification.Verified) verification).token();
            Objection objection = Tokens.whyNotAtAll(admitted.app(), shown, clock);
            return objection == null
                    ? new Admitted(admitted.app(), admitted.pair(), shown)
                    : refused(TokenRefusal.of(objection));
        });
    }

    /** Counted here and not before: those who may not come in at all use up nothing of what the others need. */
    private Decision inTurn(Decision decision) {
        return decision instanceof Admitted && !rate.take() ? postponed() : decision;
    }

    private Refused postponed() {
        return new Refused(
                CloseCode.OVER_CAPACITY,
                new Objection(
                        Reason.CONNECT_RATE,
                        "Over capacity: more than " + rate.perSecond()
                                + " clients connect within a second, please try again in a moment"));
    }

    private static Refused refused(TokenRefusal refusal) {
        return new Refused(refusal.door(), refusal.objection());
    }

    /** Why nobody may be connected by this key, whoever it is; null if they may. */
    static @Nullable Refused objection(App app, AppKey key, InstantSource clock) {
        if (!app.enabled()) {
            return Refused.with(CloseCode.APP_DISABLED);
        }
        Objection inactive = Keys.whyNotActive(app, key, clock);
        if (inactive != null) {
            // As if the key had never been: the client reports it and stays away.
            return new Refused(CloseCode.APP_NOT_FOUND, inactive);
        }
        Objection insufficient = Keys.whyNotAtAll(app, key, clock);
        return insufficient == null ? null : new Refused(CloseCode.UNAUTHORIZED, insufficient);
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
