package io.carillon.controlplane.check;

import io.carillon.backplane.App;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Scope;
import io.carillon.controlplane.check.TokenCheckView.Holder;
import io.carillon.controlplane.check.TokenCheckView.Limit;
import io.carillon.controlplane.check.TokenCheckView.RevokedBy;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.UserId;
import io.carillon.token.ConnectionToken;
import io.carillon.token.TokenDesk;
import io.carillon.token.Verification;
import io.carillon.token.Verification.Refused;
import io.carillon.token.Verification.Verified;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Looks at tokens as nodes do, and says what they would. */
@Singleton
final class TokenChecks {

    private final TokenDesk desk;
    private final ObjectMapper json;
    private final InstantSource clock;

    TokenChecks(TokenDesk desk, ObjectMapper json, InstantSource clock) {
        this.desk = desk;
        this.json = json;
        this.clock = clock;
    }

    /** @param app as nodes know it */
    CompletionStage<TokenCheckView> of(NewTokenCheck asked, App app) {
        return desk.verify(asked.token(), app).thenApply(verification -> view(asked, app, verification));
    }

    private TokenCheckView view(NewTokenCheck asked, App app, Verification verification) {
        if (verification instanceof Refused refused) {
            return new TokenCheckView(false, refused.code().code(), refused.words(), null, null, null);
        }
        ConnectionToken token = ((Verified) verification).token();
        Revocation revocation =
                app.revocations().ofToken(token.id(), token.user(), token.keyId(), token.issuedAt(), clock.instant());
        if (revocation != null) {
            return new TokenCheckView(
                    false, code(revocation), words(revocation), revokedBy(revocation), holder(token), null);
        }
        ChannelName channel = asked.where();
        return new TokenCheckView(
                true,
                null,
                null,
                null,
                holder(token),
                channel == null ? null : ChannelVerdict.of(token, app, channel, asked.what()));
    }

    /** A block is a revocation of what is issued until its end. */
    private static boolean isBlock(Revocation revocation) {
        return revocation.kind() == Revocation.Kind.USER && revocation.before().equals(revocation.until());
    }

    private static String code(Revocation revocation) {
        return isBlock(revocation) ? "user_blocked" : "token_revoked";
    }

    private static String words(Revocation revocation) {
        if (isBlock(revocation)) {
            return "Its user is blocked until " + revocation.until() + ". Wait, or have the block lifted.";
        }
        return switch (revocation.kind()) {
            case TOKEN -> "The token was revoked. Fetch another one.";
            case USER -> earlier("Tokens of its user", revocation);
            case KEY -> earlier("Tokens of its key", revocation);
            case ALL -> earlier("All tokens of the app", revocation);
        };
    }

    private static String earlier(String which, Revocation revocation) {
        return which + " that were issued before " + revocation.before() + " were revoked. Fetch a new one.";
    }

    private static RevokedBy revokedBy(Revocation revocation) {
        return new RevokedBy(
                revocation.kind().name().toLowerCase(Locale.ROOT),
                revocation.subject(),
                revocation.before(),
                revocation.until());
    }

    private Holder holder(ConnectionToken token) {
        UserId user = token.user();
        return new Holder(
                token.id(),
                token.issuer(),
                token.keyId(),
                user == null ? null : user.value(),
                info(token.userInfo()),
                capabilities(token),
                limit(token.capabilities().limit()),
                token.watchlist().stream().map(UserId::value).toList(),
                token.issuedAt(),
                token.expiresAt(),
                token.refusedFrom());
    }

    private JsonNode info(String text) {
        try {
            return json.readValue(text, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("what was written as JSON is JSON", e);
        }
    }

    private static Map<String, List<String>> capabilities(ConnectionToken token) {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        token.capabilities().grants().forEach((pattern, operations) -> shown.put(pattern.value(), words(operations)));
        return shown;
    }

    private static @Nullable Limit limit(@Nullable Scope scope) {
        return scope == null
                ? null
                : new Limit(
                        words(scope.operations()),
                        scope.channels().stream().map(ChannelPattern::value).toList());
    }

    private static List<String> words(Collection<Operation> operations) {
        return operations.stream()
                .sorted()
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
