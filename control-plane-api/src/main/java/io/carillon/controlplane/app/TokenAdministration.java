package io.carillon.controlplane.app;

import io.carillon.backplane.Scope;
import io.carillon.backplane.ServerToken;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.secret.Texts;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes and revokes server tokens. Whoever calls brings the app to the nodes afterwards. */
@Singleton
class TokenAdministration {

    /** How the texts of server tokens begin. */
    static final String SERVER_TOKEN = "car_";

    private static final int MOST_TOKENS = 100;

    private final TokenRows tokens;
    private final AppRows apps;
    private final OwnedApps owned;
    private final AuditLog audit;
    private final InstantSource clock;

    TokenAdministration(TokenRows tokens, AppRows apps, OwnedApps owned, AuditLog audit, InstantSource clock) {
        this.tokens = tokens;
        this.apps = apps;
        this.owned = owned;
        this.audit = audit;
        this.clock = clock;
    }

    List<TokenView> list(Caller caller, String app) {
        AppRow row = owned.row(caller, Permission.READ_KEYS, app);
        return tokens.findOf(row.id()).stream().map(token -> view(token, null)).toList();
    }

    @Transactional
    TokenView create(Caller caller, String app, NewKey asked) {
        AppRow row = owned.row(caller, Permission.MANAGE_KEYS, app);
        if (tokens.findLivingOf(row.id()).size() >= MOST_TOKENS) {
            throw Problem.STATE_CONFLICT.because("The app has " + MOST_TOKENS
                    + " server tokens that are not revoked, which is as many as it may. Revoke one first.");
        }
        Scope scope = ScopeText.read(asked.operations(), asked.channels());
        Secret text = Texts.fresh(SERVER_TOKEN);
        Instant now = clock.instant();
        TokenRow token = tokens.save(new TokenRow(
                Ids.of("tok"),
                row.id(),
                asked.name(),
                ServerToken.of(text.reveal()).sha256(),
                null,
                ScopeText.keptOperations(scope),
                ScopeText.keptChannels(scope),
                now,
                caller.actor().name(),
                asked.endsAt(),
                null,
                null));
        apps.touch(row.id(), now);
        audit.done(
                caller.actor(),
                about(row, token, "token.create"),
                Changes.none()
                        .field("name", null, asked.name())
                        .field("operations", null, ScopeText.operations(scope))
                        .field("channels", null, ScopeText.channels(scope))
                        .field("ends_at", null, asked.endsAt()));
        return view(token, text);
    }

    @Transactional
    TokenView revoke(Caller caller, String app, String id) {
        AppRow row = owned.row(caller, Permission.MANAGE_KEYS, app);
        TokenRow found = token(row, id);
        if (found.revokedAt() == null) {
            Instant now = clock.instant();
            tokens.revoke(id, now);
            apps.touch(row.id(), now);
            audit.done(caller.actor(), about(row, found, "token.revoke"), Changes.none());
        }
        return view(token(row, id), null);
    }

    private TokenRow token(AppRow app, String id) {
        return tokens.findByIdAndAppId(id, app.id())
                .orElseThrow(() -> Gate.absent("server token " + InvalidValueException.quote(id) + " of app "
                        + InvalidValueException.quote(app.id())));
    }

    private static About about(AppRow app, TokenRow token, String action) {
        return new About(app.organisationId(), app.id(), action, "token " + token.id());
    }

    private TokenView view(TokenRow row, @Nullable Secret text) {
        Scope scope = ScopeText.kept(row.operations(), row.channels());
        return new TokenView(
                row.id(),
                row.appId(),
                row.name(),
                Status.of(row.revokedAt(), row.endsAt(), clock.instant()),
                ScopeText.operations(scope),
                ScopeText.channels(scope),
                row.createdAt(),
                row.createdBy(),
                row.endsAt(),
                row.revokedAt(),
                row.lastUsedAt(),
                text == null ? null : text.reveal());
    }
}
