package io.carillon.controlplane.app;

import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.Scope;
import io.carillon.backplane.ServerToken;
import io.carillon.backplane.seal.Vault;
import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.secret.Texts;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees to it that the first app is there and is what those who start the process say it is. */
@Singleton
public class FirstApps {

    private static final String BY = "Carillon";

    private final AppRows apps;
    private final KeyRows keys;
    private final TokenRows tokens;
    private final Organisations organisations;
    private final SettingsText text;
    private final Vault vault;
    private final AuditLog audit;
    private final InstantSource clock;
    private final FirstAppWish wish;
    private volatile @Nullable FirstApp kept;

    FirstApps(
            AppRows apps,
            KeyRows keys,
            TokenRows tokens,
            Organisations organisations,
            SettingsText text,
            Vault vault,
            AuditLog audit,
            InstantSource clock,
            FirstAppWish wish) {
        this.apps = apps;
        this.keys = keys;
        this.tokens = tokens;
        this.organisations = organisations;
        this.text = text;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
        this.wish = wish;
    }

    /** The app, once it is kept; empty if there need be none. */
    public Optional<FirstApp> app() {
        return Optional.ofNullable(kept);
    }

    /**
     * Makes one more like it, for whoever runs the platform inside their own program. Nodes know it once it was brought there by {@link
     * Projection#bring}.
     */
    @Transactional
    public FirstApp another() {
        Instant now = clock.instant();
        AppRow app = create(null, now);
        KeyRow key = addKey(app, Ids.hex(10), null, now);
        return new FirstApp(
                AppId.of(app.id()),
                AppKey.of(key.appKey()),
                vault.open(key.sealedSecret(), Labels.key(key.appKey())),
                token(app, null, now));
    }

    /** @throws StartRefusedException {@code first_app_refused} if what is said of it contradicts what is kept */
    @Transactional
    void keep() {
        Instant now = clock.instant();
        FirstApp moved = wish.moved();
        if (moved != null && !apps.existsById(moved.id().value())) {
            AppRow app = create(moved.id(), now);
            key(app, moved.key(), moved.secret(), now);
            token(app, moved.token(), now);
        }
        if (wish.demo() == DemoApp.WANTED || !wish.saysNothing()) {
            keepWished(now);
        }
        if (wish.demo() == DemoApp.REFUSED) {
            refuseShown();
        }
    }

    private void keepWished(Instant now) {
        AppRow app = find().orElseGet(() -> create(wish.id(), now));
        KeyRow key = key(app, wish.key(), wish.secret(), now);
        change(app, now);
        Secret wished = wish.token();
        if (wished == null && wish.demo() != DemoApp.WANTED) {
            // Made up, it would be told to nobody.
            return;
        }
        kept = new FirstApp(
                AppId.of(app.id()),
                AppKey.of(key.appKey()),
                vault.open(key.sealedSecret(), Labels.key(key.appKey())),
                token(app, wished, now));
    }

    /** A token that was made up to be shown has been shown. One that was said by those who start the process is theirs. */
    private void refuseShown() {
        String said = wish.token() == null
                ? ""
                : ServerToken.of(wish.token().reveal()).sha256();
        tokens.findAllShown().stream()
                .filter(token -> !token.sha256().equals(said))
                .findFirst()
                .ifPresent(token -> {
                    throw new StartRefusedException(
                            "demo_app_present",
                            "App " + token.appId()
                                    + " was made by 'dev' to try things with, and its secrets have been on a screen."
                                    + " Begin with another data folder or database; or remove the app over the management API while"
                                    + " 'dev' runs; or take it over with secrets of your own, in CARILLON_APP_ID="
                                    + token.appId() + ", CARILLON_APP_SECRET and CARILLON_APP_TOKEN.");
                });
    }

    private Optional<AppRow> find() {
        AppId id = wish.id();
        if (id != null) {
            Optional<AppRow> row = apps.findById(id.value());
            if (row.isPresent() && row.get().removedAt() != null) {
                throw refused("app " + id + " was removed, and ids are not given twice", "Choose another id.");
            }
            return row;
        }
        AppKey key = wish.key();
        Optional<String> owner = key == null
                ? tokens.findShown().map(TokenRow::appId)
                : keys.findByAppKey(key.value()).map(KeyRow::appId);
        return owner.flatMap(apps::findByIdAndRemovedAtIsNull);
    }

    private AppRow create(@Nullable AppId wished, Instant now) {
        Organisation owner = organisations
                .findOldest()
                .orElseGet(() -> organisations.save(Organisation.of(Ids.of("org"), "My organisation", now)));
        String id = wished == null ? Ids.digits() : wished.value();
        AppRow app = apps.save(new AppRow(
                id,
                owner.id(),
                wish.demo() == DemoApp.WANTED ? "demo" : "First app",
                true,
                text.write(AppSettings.of(AppLimits.DEFAULTS, AppOptions.EVERYTHING_ON)),
                "[]",
                null,
                null,
                null,
                now,
                now,
                null,
                1,
                0));
        audit.done(Actor.SYSTEM, new About(owner.id(), id, "app.create", "app " + id), Changes.none());
        return app;
    }

    private KeyRow key(AppRow app, @Nullable AppKey wished, @Nullable Secret secret, Instant now) {
        List<KeyRow> living = keys.findLivingOf(app.id());
        if (wished == null) {
            return living.isEmpty()
                    ? addKey(app, Ids.hex(10), secret, now)
                    : withSecret(app, living.get(0), secret, now);
        }
        KeyRow there = keys.findByAppKey(wished.value()).orElse(null);
        if (there == null) {
            return addKey(app, wished.value(), secret, now);
        }
        if (!there.appId().equals(app.id()) || there.revokedAt() != null) {
            throw refused(
                    "key " + wished + (there.revokedAt() == null ? " belongs to app " + there.appId() : " was revoked"),
                    "Choose another key.");
        }
        return withSecret(app, there, secret, now);
    }

    private KeyRow addKey(AppRow app, String key, @Nullable Secret wished, Instant now) {
        Secret secret = wished == null ? Secret.of(Ids.hex(20)) : wished;
        apps.touch(app.id(), now);
        audit.done(Actor.SYSTEM, new About(app.organisationId(), app.id(), "key.create", "key " + key), Changes.none());
        return keys.save(new KeyRow(
                key,
                app.id(),
                "First key",
                vault.seal(secret, Labels.key(key)),
                ScopeText.keptOperations(Scope.EVERYTHING),
                ScopeText.keptChannels(Scope.EVERYTHING),
                now,
                BY,
                null,
                null,
                null,
                null,
                null));
    }

    private KeyRow withSecret(AppRow app, KeyRow key, @Nullable Secret secret, Instant now) {
        if (secret == null
                || vault.open(key.sealedSecret(), Labels.key(key.appKey())).equals(secret)) {
            return key;
        }
        keys.seal(key.appKey(), vault.seal(secret, Labels.key(key.appKey())));
        apps.touch(app.id(), now);
        audit.done(
                Actor.SYSTEM,
                new About(app.organisationId(), app.id(), "key.change", "key " + key.appKey()),
                Changes.none().replaced("secret"));
        return keys.findByAppKey(key.appKey()).orElseThrow();
    }

    private Secret token(AppRow app, @Nullable Secret wished, Instant now) {
        Optional<TokenRow> shown = tokens.findShownOf(app.id());
        if (shown.isPresent()) {
            Secret there = vault.open(
                    String.valueOf(shown.get().sealedText()),
                    Labels.token(shown.get().id()));
            if (wished == null || there.equals(wished)) {
                return there;
            }
            tokens.revoke(shown.get().id(), now);
        }
        Secret token = wished == null ? Texts.fresh(TokenAdministration.SERVER_TOKEN) : wished;
        String id = Ids.of("tok");
        tokens.save(new TokenRow(
                id,
                app.id(),
                "First token",
                ServerToken.of(token.reveal()).sha256(),
                vault.seal(token, Labels.token(id)),
                ScopeText.keptOperations(Scope.EVERYTHING),
                ScopeText.keptChannels(Scope.EVERYTHING),
                now,
                BY,
                null,
                null,
                null));
        apps.touch(app.id(), now);
        audit.done(
                Actor.SYSTEM, new About(app.organisationId(), app.id(), "token.create", "token " + id), Changes.none());
        return token;
    }

    private void change(AppRow app, Instant now) {
        AppSettings before = text.settings(app.settings());
        AppSettings after = wished(before);
        if (!after.equals(before)) {
            AppRow newest = apps.findById(app.id()).orElseThrow();
            apps.update(newest.with(app.name(), app.enabled(), text.write(after), app.rules(), now));
        }
    }

    private AppSettings wished(AppSettings before) {
        Integer timeout = wish.activityTimeout();
        Integer rate = wish.clientEventsPerSecond();
        Integer members = wish.membersPerChannel();
        List<String> origins = wish.allowedOrigins();
        return before.with(
                origins == null ? before.allowedOrigins() : origins,
                timeout == null ? before.activityTimeout() : timeout,
                rate == null ? before.clientEventsPerSecond() : rate,
                members == null ? before.membersPerChannel() : members);
    }

    private static StartRefusedException refused(String why, String remedy) {
        return new StartRefusedException(
                "first_app_refused", "The first app cannot be set up as it was said: " + why + ". " + remedy);
    }
}
