package io.carillon.process.token;

import io.carillon.token.AppIssuers;
import io.carillon.token.DeskSettings;
import io.carillon.token.TokenDesk;
import io.carillon.token.TokenRules;
import io.carillon.token.TokenVerifier;
import io.carillon.token.key.JwksSettings;
import io.carillon.token.key.JwksSources;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Nothing is fetched, and no thread begins, before the first token is shown. */
@Factory
final class TokenFactory {

    @Singleton
    @Bean(preDestroy = "close")
    JwksSources publishedKeys(
            @Value("${carillon.tokens.private-networks:false}") boolean privateNetworks, InstantSource clock) {
        return new JwksSources(JwksSettings.DEFAULTS.withPrivateAddressesAllowed(privateNetworks), clock);
    }

    @Singleton
    @Bean(preDestroy = "close")
    TokenDesk tokenDesk(JwksSources publishedKeys, InstantSource clock) {
        var verifier = new TokenVerifier(new AppIssuers(), publishedKeys, TokenRules.DEFAULTS);
        return new TokenDesk(verifier, DeskSettings.DEFAULTS, clock);
    }
}
