package io.carillon.controlplane.app;

import io.carillon.backplane.App;
import io.carillon.backplane.Exhausted;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.ServerToken;
import io.carillon.backplane.seal.SealBrokenException;
import io.carillon.backplane.seal.Vault;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.micronaut.transaction.annotation.ReadOnly;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what nodes know of an app from what is kept of it. */
@Singleton
class Assembler {

    private final AppRows apps;
    private final KeyRows keys;
    private final TokenRows tokens;
    private final Organisations organisations;
    private final SettingsText text;
    private final Vault vault;
    private final InstantSource clock;

    Assembler(
            AppRows apps,
            KeyRows keys,
            TokenRows tokens,
            Organisations organisations,
            SettingsText text,
            Vault vault,
            InstantSource clock) {
        this.apps = apps;
        this.keys = keys;
        this.tokens = tokens;
        this.organisations = organisations;
        this.text = text;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * An app as it is now.
     *
     * @param behind whether an older state stands in the directory, as far as is known
     * @param app null if it was removed
     */
    record Assembled(long version, boolean behind, @Nullable App app) {}

    /**
     * The newest state of an app.
     *
     * @return empty if there never was one of this id
     * @throws SealBrokenException if a secret of it was sealed with another master key
     */
    @ReadOnly
    Optional<Assembled> assemble(String id) {
        return apps.findById(id)
                .map(row -> new Assembled(
                        row.version(),
                        row.version() > row.projectedVersion(),
                        row.removedAt() == null ? assemble(row) : null));
    }

    private App assemble(AppRow row) {
        Instant now = clock.instant();
        Organisation owner = organisations
                .findById(row.organisationId())
                .orElseThrow(() -> new IllegalStateException("app " + row.id() + " belongs to nobody"));
        AppSettings settings = text.settings(row.settings());
        List<KeyPair> pairs = keys.findLivingOf(row.id()).stream()
                .map(this::pair)
                .filter(pair -> pair.isActive(now))
                .toList();
        List<ServerToken> servers = tokens.findLivingOf(row.id()).stream()
                .map(Assembler::token)
                .filter(token -> token.isActive(now))
                .toList();
        return new App(
                AppId.of(row.id()),
                row.name(),
                row.enabled() && !owner.suspended(),
                pairs,
                servers,
                settings.limits(owner),
                settings.options(),
                text.rules(row.rules()).stream()
                        .map(rule -> rule.toChannelRule(owner))
                        .toList(),
                exhausted(row));
    }

    private KeyPair pair(KeyRow row) {
        return new KeyPair(
                AppKey.of(row.appKey()),
                vault.open(row.sealedSecret(), Labels.key(row.appKey())),
                ScopeText.kept(row.operations(), row.channels()),
                row.endsAt());
    }

    private static ServerToken token(TokenRow row) {
        return new ServerToken(row.sha256(), ScopeText.kept(row.operations(), row.channels()), row.endsAt());
    }

    static @Nullable Exhausted exhausted(AppRow row) {
        String quota = row.exhaustedQuota();
        Long allowed = row.exhaustedAllowed();
        Instant until = row.exhaustedUntil();
        return quota == null || allowed == null || until == null ? null : new Exhausted(quota, allowed, until);
    }
}
