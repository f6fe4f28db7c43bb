package io.carillon.token;

import io.carillon.backplane.Scope;
import io.carillon.protocol.InvalidValueException;
import io.carillon.token.key.TokenAlgorithm;
import java.time.Duration;
import java.util.Set;

/**
 * Somebody whose tokens an app believes, such as its identity provider.
 *
 * @param name exactly what its tokens have in {@code iss}: 1 to 500 characters
 * @param algorithms those that its tokens may be signed with, whatever they say themselves; none with a shared secret
 * @param audiences its tokens must be for one of these; never empty, since an identity provider makes tokens for many, and one that
 *     was made for somebody else's app must not open this one
 * @param keys where its keys are
 * @param claims which of its claims say what
 * @param otherwise what a token gives that says nothing of capabilities
 * @param scope what its tokens can give at most
 * @param skew how far its clock and ours may differ; at most five minutes
 * @param maximumLifetime the longest time between {@code iat} and {@code exp} of a token
 */
public record TrustedIssuer(
        String name,
        Set<TokenAlgorithm> algorithms,
        Set<String> audiences,
        IssuerKeys keys,
        ClaimMapping claims,
        CapabilityTemplate otherwise,
        Scope scope,
        Duration skew,
        Duration maximumLifetime) {

    private static final int MAX_LENGTH = 500;
    private static final int MAX_AUDIENCES = 20;

    /** @throws InvalidValueException {@code issuer_invalid} */
    public TrustedIssuer {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            throw invalid(name, "its name must have 1 to " + MAX_LENGTH + " characters");
        }
        if (algorithms.isEmpty() || algorithms.stream().anyMatch(TokenAlgorithm::isSymmetric)) {
            // Its public key is known to all. With HS256 among the algorithms, anybody could take it for the secret.
            throw invalid(name, "name one or more algorithms for it, and none with a shared secret; RS256 is usual");
        }
        if (audiences.isEmpty()
                || audiences.size() > MAX_AUDIENCES
                || audiences.stream().anyMatch(a -> a.isEmpty() || a.length() > MAX_LENGTH)) {
            throw invalid(name, "name 1 to " + MAX_AUDIENCES + " audiences that its tokens for this app have in aud");
        }
        TokenRules.check(skew, maximumLifetime);
        algorithms = Set.copyOf(algorithms);
        audiences = Set.copyOf(audiences);
    }

    /** An identity provider that signs with RS256 and knows nothing of channels, with the rules of {@link TokenRules#DEFAULTS}. */
    public static TrustedIssuer of(String name, IssuerKeys keys, String audience) {
        return new TrustedIssuer(
                name,
                Set.of(TokenAlgorithm.RS256),
                Set.of(audience),
                keys,
                ClaimMapping.IDENTITY_ONLY,
                CapabilityTemplate.NOTHING,
                Scope.EVERYTHING,
                TokenRules.DEFAULTS.skew(),
                TokenRules.DEFAULTS.maximumLifetime());
    }

    private static InvalidValueException invalid(String name, String why) {
        return new InvalidValueException(
                "issuer_invalid", "Invalid issuer " + InvalidValueException.quote(name) + ": " + why + ".");
    }

    /** The same, with other algorithms. */
    public TrustedIssuer withAlgorithms(Set<TokenAlgorithm> others) {
        return new TrustedIssuer(name, others, audiences, keys, claims, otherwise, scope, skew, maximumLifetime);
    }

    /** The same, with other claims. */
    public TrustedIssuer withClaims(ClaimMapping others) {
        return new TrustedIssuer(name, algorithms, audiences, keys, others, otherwise, scope, skew, maximumLifetime);
    }

    /** The same, with other capabilities for tokens that say nothing of them. */
    public TrustedIssuer withOtherwise(CapabilityTemplate other) {
        return new TrustedIssuer(name, algorithms, audiences, keys, claims, other, scope, skew, maximumLifetime);
    }

    /** The same, with another limit on what its tokens can give. */
    public TrustedIssuer withScope(Scope other) {
        return new TrustedIssuer(name, algorithms, audiences, keys, claims, otherwise, other, skew, maximumLifetime);
    }

    /** The same, with other times. */
    public TrustedIssuer withTimes(Duration otherSkew, Duration otherMaximumLifetime) {
        return new TrustedIssuer(
                name, algorithms, audiences, keys, claims, otherwise, scope, otherSkew, otherMaximumLifetime);
    }
}
