package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.KeyPair;
import io.carillon.process.terminal.Paint;
import io.carillon.protocol.AppId;
import io.carillon.token.AppIssuers;
import io.carillon.token.RefusalCode;
import io.carillon.token.TokenRules;
import io.carillon.token.TokenVerifier;
import io.carillon.token.Verification;
import io.carillon.token.Verification.Refused;
import io.carillon.token.key.JwksSettings;
import io.carillon.token.key.JwksSources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be told of a token without asking a server: the platform's own verifier looks at it, with the one key that is at hand. */
final class TokenVerdict {

    /** That it cannot be told whose token it is says nothing against it: here is only one key. */
    private static final Set<RefusalCode> OUT_OF_SIGHT =
            EnumSet.of(RefusalCode.TOKEN_ISSUER_UNKNOWN, RefusalCode.TOKEN_KEY_UNKNOWN);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private enum Signature {
        RIGHT("right", "right"),
        WRONG("wrong", "wrong: it is not by the secret that is at hand"),
        NOT_CHECKED("not_checked", "not checked: the secret of its key is not at hand"),
        NOT_REACHED("not_checked", "not checked: the token is refused before");

        private final String word;
        private final String words;

        Signature(String word, String words) {
            this.word = word;
            this.words = words;
        }
    }

    private final TokenText token;
    private final Signature signature;
    private final @Nullable String code;
    private final String words;
    private final Instant now;

    private TokenVerdict(TokenText token, Signature signature, @Nullable String code, String words, Instant now) {
        this.token = token;
        this.signature = signature;
        this.code = code;
        this.words = words;
        this.now = now;
    }

    /** @param pair the key that is at hand; null if none is */
    static TokenVerdict of(TokenText token, @Nullable KeyPair pair, Instant now) {
        if (!(verify(token, pair, now) instanceof Refused refused)) {
            return new TokenVerdict(token, Signature.RIGHT, null, "The token is good.", now);
        }
        if (!OUT_OF_SIGHT.contains(refused.code())) {
            Signature signature =
                    refused.code() == RefusalCode.TOKEN_SIGNATURE_INVALID ? Signature.WRONG : Signature.NOT_REACHED;
            return new TokenVerdict(token, signature, refused.code().code(), refused.words(), now);
        }
        Instant expires = moment(token.claims().at("exp"));
        if (expires != null && !now.isBefore(expires)) {
            RefusalCode expired = RefusalCode.TOKEN_EXPIRED;
            return new TokenVerdict(
                    token,
                    Signature.NOT_CHECKED,
                    expired.code(),
                    expired.whatHappened() + " " + expired.howToMend(),
                    now);
        }
        return new TokenVerdict(token, Signature.NOT_CHECKED, null, "The signature was not checked.", now);
    }

    private static Verification verify(TokenText token, @Nullable KeyPair pair, Instant now) {
        var app = new App(
                audience(token),
                "of the command line",
                true,
                pair == null ? List.of() : List.of(pair),
                List.of(),
                AppLimits.DEFAULTS,
                AppOptions.DEFAULTS);
        try (var published = new JwksSources(JwksSettings.DEFAULTS, InstantSource.system())) {
            return new TokenVerifier(new AppIssuers(), published, TokenRules.DEFAULTS).verify(token.text(), app, now);
        }
    }

    /** The app that it says it is for: whether the key is that app's is not known here. */
    private static AppId audience(TokenText token) {
        Json audience = token.claims().at("aud");
        List<Json> all = audience.isList() ? audience.items() : List.of(audience);
        return all.stream()
                .map(Json::text)
                .filter(text -> text.matches("[0-9]{1,19}"))
                .map(AppId::of)
                .findFirst()
                .orElseGet(() -> AppId.of("1"));
    }

    /** Why the token would be refused; null if nothing speaks against it. */
    @Nullable
    String code() {
        return code;
    }

    /** The same in words. */
    String words() {
        return words;
    }

    /** For programs. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("header", token.header().raw());
        fields.put("claims", token.claims().raw());
        fields.put("signature", signature.word);
        fields.put("code", code);
        fields.put("message", words);
        @SuppressWarnings("NullAway") // JSON has null.
        Map<String, Object> all = fields;
        return all;
    }

    /** For people. */
    String text(Paint paint) {
        Json claims = token.claims();
        Table facts = Table.ofFacts();
        if (!token.header().isNothing()) {
            facts.row("header", token.header().text());
        }
        if (!claims.isNothing()) {
            facts.row("claims", claims.text())
                    .row("user", or(claims.at("sub").text(), "nobody in particular"))
                    .row("issued", when(claims.at("iat")))
                    .row("expires", when(claims.at("exp")));
            if (!claims.at("nbf").isNothing()) {
                facts.row("begins", when(claims.at("nbf")));
            }
            allowed(claims, facts);
        }
        return facts.row("signature", signature.words).text(paint);
    }

    private static void allowed(Json claims, Table facts) {
        Map<String, Json> grants = claims.at("capabilities").fields();
        if (!grants.isEmpty()) {
            grants.forEach((pattern, operations) -> facts.row("allows", operations.text() + " on " + pattern));
        } else if (claims.at("iss").isNothing()) {
            facts.row("allows", "nothing");
        } else {
            facts.row("allows", "what the app's rules for its issuer say");
        }
    }

    private String when(Json seconds) {
        Instant moment = moment(seconds);
        if (moment == null) {
            return or(seconds.text(), "it does not say");
        }
        return moment.isAfter(now)
                ? moment + ", in " + Times.words(Duration.between(now, moment))
                : moment + ", " + Times.words(Duration.between(moment, now)) + " ago";
    }

    private static @Nullable Instant moment(Json seconds) {
        String text = seconds.text();
        return SECONDS.matcher(text).matches() ? Instant.ofEpochSecond(Long.parseLong(text)) : null;
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
