package io.carillon.controlplane.firstapp;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.ServerToken;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The app as its owner sees it, secrets included.
 *
 * @param token the bearer token with which a server publishes; as hidden as the secret, and as revealable
 */
public record FirstApp(AppId id, AppKey key, Secret secret, Secret token) {

    private static final String TOKEN_PREFIX = "car_";

    /** A new one that nobody can guess: six digits, 20 hex digits, 40 hex digits, and {@code car_} with 256 random bits. */
    static FirstApp generate(SecureRandom random) {
        return new FirstApp(
                AppId.of(Integer.toString(100_000 + random.nextInt(900_000))),
                AppKey.of(hex(random, 10)),
                Secret.of(hex(random, 20)),
                Secret.of(TOKEN_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, 32))));
    }

    private static String hex(SecureRandom random, int bytes) {
        return HexFormat.of().formatHex(bytes(random, bytes));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The app as the nodes know it: everything switched on that a developer may want to try, and no limit on connections. */
    public App toApp(Duration activityTimeout, int clientEventsPerSecond, int membersPerChannel) {
        AppOptions all = AppOptions.EVERYTHING_ON;
        return new App(
                id,
                "demo",
                true,
                List.of(new KeyPair(key, secret)),
                List.of(ServerToken.of(token.reveal())),
                AppLimits.DEFAULTS
                        .withClientEventsPerSecond(clientEventsPerSecond)
                        .withMembersPerChannel(membersPerChannel),
                new AppOptions(
                        all.clientEvents(),
                        all.subscriptionCounts(),
                        all.userEvents(),
                        all.webhooks(),
                        all.tlsOnly(),
                        all.allowedOrigins(),
                        activityTimeout,
                        all.authorizationTimeout()));
    }
}
