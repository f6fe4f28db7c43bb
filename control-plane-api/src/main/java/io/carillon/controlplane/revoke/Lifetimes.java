package io.carillon.controlplane.revoke;

import io.carillon.controlplane.app.IssuerRow;
import io.carillon.controlplane.app.IssuerRows;
import io.carillon.protocol.InvalidValueException;
import io.carillon.token.IssuerText;
import io.carillon.token.TokenRules;
import io.carillon.token.TrustedIssuer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long tokens of an app can be good. */
@Singleton
final class Lifetimes {

    /** How far clocks may differ at most, whoever signs. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private final IssuerRows issuers;

    Lifetimes(IssuerRows issuers) {
        this.issuers = issuers;
    }

    /** The longest time from a token's {@code iat} to when it is refused: of those signed with app keys and of all issuers. */
    Duration longest(String app) {
        Stream<TokenRules> ofIssuers = issuers.findOf(app).stream()
                .map(Lifetimes::read)
                .filter(Objects::nonNull)
                .map(issuer -> new TokenRules(issuer.skew(), issuer.maximumLifetime()));
        return Stream.concat(Stream.of(TokenRules.DEFAULTS), ofIssuers)
                .map(rules -> rules.maximumLifetime().plus(rules.skew()))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    /** What cannot be read, nodes do not believe either. */
    private static @Nullable TrustedIssuer read(IssuerRow row) {
        try {
            return IssuerText.read(row.issuer());
        } catch (InvalidValueException writtenByANewerVersion) {
            return null;
        }
    }
}
