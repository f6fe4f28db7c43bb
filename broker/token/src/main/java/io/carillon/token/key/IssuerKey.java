package io.carillon.token.key;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A public key of an issuer.
 *
 * @param id what tokens call it in {@code kid}; null if it has no name
 * @param key the key
 * @param algorithms those that it may be used with; empty if it has a fault
 * @param fault why no token is to be believed that was signed with it, as the end of a sentence about the key; null if
 *     there is no reason
 */
public record IssuerKey(
        @Nullable String id,
        PublicKey key,
        Set<TokenAlgorithm> algorithms,
        @Nullable String fault) {

    private static final int MIN_RSA_BITS = 2048;
    // What the slowest takes is the platform's time, and it is the issuer who says how long its key is.
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 33;
    // Twice the bits are four times the work.
    private static final int QUICK_RSA_BITS = 3072;

    public IssuerKey {
        algorithms = Set.copyOf(algorithms);
    }

    /** A key for every algorithm that it fits. */
    static IssuerKey of(@Nullable String id, PublicKey key) {
        return of(id, key, EnumSet.allOf(TokenAlgorithm.class));
    }

    /** A key for those of the algorithms that it fits. */
    static IssuerKey of(@Nullable String id, PublicKey key, Set<TokenAlgorithm> allowed) {
        String fault = faultOf(key);
        Set<TokenAlgorithm> fitting = EnumSet.noneOf(TokenAlgorithm.class);
        if (fault == null) {
            allowed.stream().filter(a -> a.fits(key)).forEach(fitting::add);
        }
        return new IssuerKey(
                id, key, fitting, fault == null && fitting.isEmpty() ? "fits none of the algorithms" : fault);
    }

    private static @Nullable String faultOf(PublicKey key) {
        if (!(key instanceof RSAPublicKey rsa)) {
            return null;
        }
        int bits = rsa.getModulus().bitLength();
        if (bits < MIN_RSA_BITS) {
            return "has " + bits + " bits, and RSA keys of less than " + MIN_RSA_BITS + " can be broken";
        }
        if (bits > MAX_RSA_BITS) {
            return "has " + bits + " bits, and at most " + MAX_RSA_BITS + " are taken";
        }
        int exponentBits = rsa.getPublicExponent().bitLength();
        return exponentBits < 2
                        || exponentBits > MAX_EXPONENT_BITS
                        || !rsa.getPublicExponent().testBit(0)
                ? "has an exponent that no sound RSA key has; 65537 is usual"
                : null;
    }

    /** Whether a signature is checked so quickly that an event loop may do it. */
    public boolean isQuick() {
        return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() <= QUICK_RSA_BITS;
    }

    /** Whether the key's owner signed the text with the algorithm; false if the key is not for it. */
    public boolean verifies(TokenAlgorithm algorithm, byte[] signed, byte[] signature) {
        return algorithms.contains(algorithm) && algorithm.verifies(key, signed, signature);
    }
}
