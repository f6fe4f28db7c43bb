package io.carillon.controlplane.app;

import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds the server tokens that apps have made themselves known with. */
@Singleton
public class ServerTokens {

    private final TokenRows tokens;

    ServerTokens(TokenRows tokens) {
        this.tokens = tokens;
    }

    /**
     * The id of a token.
     *
     * @param sha256 that of its text, as {@link io.carillon.backplane.ServerToken} has it
     */
    public Optional<String> idOf(String sha256) {
        return tokens.findBySha256(sha256).map(TokenRow::id);
    }
}
