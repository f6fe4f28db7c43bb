package io.carillon.controlplane.app;

import io.carillon.backplane.App;
import io.carillon.backplane.Exhausted;
import io.carillon.backplane.Issuer;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Revocations;
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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what nodes know of an app from what is kept of it. */
@Singleton
class Assembler {

    private final AppRows apps;
    private final KeyRows keys;
    private final TokenRows tokens;
    private final Organisations organisations;
    private final Trust trust;
    private final SettingsText text;
    private final Vault vault;
    private final InstantSource clock;

    Assembler(
            AppRows apps,
            KeyRows keys,
            TokenRows tokens,
            Organisations organisations,
            Trust trust,
            SettingsText text,
            Vault vault,
            InstantSource clock) {
        this.apps = apps;
        this.keys = keys;
        this.tokens = tokens;
        this.organisations = organisations;
        this.trust = trust;
        this.text = text;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * An app as it is now.
     *
     * @param behind whether the directory does not have this version yet
     * @param app null if it was removed, or cannot be opened
     * @param broken why it cannot be opened; null if it can
     */
    record Assembled(
            String id,
            long version,
            boolean behind,
            @Nullable App app,
            @Nullable SealBrokenException broken) {}

    /** The newest state of these apps; those that never were are left out. As few questions for many as for one. */
    @ReadOnly
    List<Assembled> assemble(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<AppRow> rows = apps.findIn(ids);
        Map<String, Organisation> owners =
                organisations.findIn(rows.stream().map(AppRow::organisationId).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(Organisation::id, owner -> owner));
        Instant now = clock.instant();
        var parts = new Parts(
                owners,
                keys.findLivingIn(ids).stream().collect(Collectors.groupingBy(KeyRow::appId)),
                tokens.findLivingIn(ids).stream().collect(Collectors.groupingBy(TokenRow::appId)),
                trust.issuersIn(ids),
                trust.revocationsIn(ids, now));
        return rows.stream().map(row -> assemble(row, parts, now)).toList();
    }

    /** What belongs to some apps, by their ids; owners by their own. */
    private record Parts(
            Map<String, Organisation> owners,
            Map<String, List<KeyRow>> keys,
            Map<String, List<TokenRow>> tokens,
            Map<String, List<Issuer>> issuers,
            Map<String, Revocations> revocations) {

        Organisation owner(AppRow app) {
            return Objects.requireNonNull(owners.get(app.organisationId()), "an app belongs to somebody");
        }
    }

    private Assembled assemble(AppRow row, Parts parts, Instant now) {
        boolean behind = row.version() > row.projectedVersion();
        if (row.removedAt() != null) {
            return new Assembled(row.id(), row.version(), behind, null, null);
        }
        try {
            return new Assembled(row.id(), row.version(), behind, app(row, parts, now), null);
        } catch (SealBrokenException broken) {
            return new Assembled(row.id(), row.version(), behind, null, broken);
        }
    }

    private App app(AppRow row, Parts parts, Instant now) {
        Organisation owner = parts.owner(row);
        AppSettings settings = text.settings(row.settings());
        return new App(
                AppId.of(row.id()),
                row.name(),
                row.enabled() && !owner.suspended(),
                parts.keys().getOrDefault(row.id(), List.of()).stream()
                        .map(this::pair)
                        .filter(pair -> pair.isActive(now))
                        .toList(),
                parts.tokens().getOrDefault(row.id(), List.of()).stream()
                        .map(Assembler::token)
                        .filter(token -> token.isActive(now))
                        .toList(),
                settings.limits(owner),
                settings.options(),
                text.rules(row.rules()).stream()
                        .map(rule -> rule.toChannelRule(owner, text.events(rule)))
                        .toList(),
                exhausted(row),
                parts.issuers().getOrDefault(row.id(), List.of()),
                parts.revocations().getOrDefault(row.id(), Revocations.NONE));
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
