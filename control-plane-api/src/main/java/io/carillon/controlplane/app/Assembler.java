package io.carillon.controlplane.app;

import io.carillon.backplane.App;
import io.carillon.backplane.Exhausted;
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
        Map<String, List<KeyRow>> pairs = keys.findLivingIn(ids).stream().collect(Collectors.groupingBy(KeyRow::appId));
        Map<String, List<TokenRow>> servers =
                tokens.findLivingIn(ids).stream().collect(Collectors.groupingBy(TokenRow::appId));
        return rows.stream()
                .map(row -> assemble(
                        row,
                        Objects.requireNonNull(owners.get(row.organisationId()), "an app belongs to somebody"),
                        pairs.getOrDefault(row.id(), List.of()),
                        servers.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private Assembled assemble(AppRow row, Organisation owner, List<KeyRow> pairs, List<TokenRow> servers) {
        boolean behind = row.version() > row.projectedVersion();
        if (row.removedAt() != null) {
            return new Assembled(row.id(), row.version(), behind, null, null);
        }
        try {
            return new Assembled(row.id(), row.version(), behind, app(row, owner, pairs, servers), null);
        } catch (SealBrokenException broken) {
            return new Assembled(row.id(), row.version(), behind, null, broken);
        }
    }

    private App app(AppRow row, Organisation owner, List<KeyRow> pairs, List<TokenRow> servers) {
        Instant now = clock.instant();
        AppSettings settings = text.settings(row.settings());
        return new App(
                AppId.of(row.id()),
                row.name(),
                row.enabled() && !owner.suspended(),
                pairs.stream()
                        .map(this::pair)
                        .filter(pair -> pair.isActive(now))
                        .toList(),
                servers.stream()
                        .map(Assembler::token)
                        .filter(token -> token.isActive(now))
                        .toList(),
                settings.limits(owner),
                settings.options(),
                text.rules(row.rules()).stream()
                        .map(rule -> rule.toChannelRule(owner, text.events(rule)))
                        .toList(),
                exhausted(row),
                List.of(),
                Revocations.NONE);
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
