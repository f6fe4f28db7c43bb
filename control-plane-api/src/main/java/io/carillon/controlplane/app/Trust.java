package io.carillon.controlplane.app;

import io.carillon.backplane.Issuer;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Revocations;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whose tokens apps believe, and which of them no longer, as nodes are told. */
@Singleton
final class Trust {

    private final IssuerRows issuers;
    private final RevocationRows revocations;

    Trust(IssuerRows issuers, RevocationRows revocations) {
        this.issuers = issuers;
        this.revocations = revocations;
    }

    /** By the ids of the apps; those that have none are left out. */
    Map<String, List<Issuer>> issuersIn(Collection<String> apps) {
        return issuers.findIn(apps).stream()
                .collect(Collectors.groupingBy(
                        IssuerRow::appId,
                        Collectors.mapping(row -> new Issuer(row.name(), row.issuer()), Collectors.toList())));
    }

    /** Those that are not over, by the ids of the apps; those that have none are left out. */
    Map<String, Revocations> revocationsIn(Collection<String> apps, Instant now) {
        Map<String, List<Revocation>> found = revocations.findInForce(apps, now).stream()
                .collect(Collectors.groupingBy(
                        RevocationRow::appId, Collectors.mapping(RevocationRow::toRevocation, Collectors.toList())));
        return found.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Revocations.of(entry.getValue())));
    }
}
