package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.ChannelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking at a connection token. It does not hold the token.
 *
 * @param good whether the app's nodes take it now
 * @param code why it is not good, stable; null if it is
 * @param message the same in words, and how to mend it; null if it is good
 * @param holder what it says, if it was believed; null if it was not
 * @param verdict what it may do on the channel that was asked for; null if none was, or if it is not good
 */
public record TokenCheck(
        boolean good,
        @Nullable String code,
        @Nullable String message,
        @Nullable Holder holder,
        @Nullable Verdict verdict) {

    /**
     * What a token says of who shows it.
     *
     * @param id what it can be revoked by
     * @param issuer who signed it; null if it was signed with a key of the app
     * @param key the app key, or the name of the issuer's key; null if that has none
     * @param user null if it does not say
     */
    public record Holder(
            String id,
            @Nullable String issuer,
            @Nullable String key,
            @Nullable String user,
            Instant issuedAt,
            Instant expiresAt) {

        private static Holder of(Json json) {
            return new Holder(
                    Texts.required(json, "id"),
                    json.text("issuer"),
                    json.text("key"),
                    json.text("user"),
                    Texts.instant(json, "issued_at"),
                    Texts.instant(json, "expires_at"));
        }
    }

    /**
     * Whether something is allowed on a channel.
     *
     * @param code stable, as {@code allowed} or {@code token_not_for_channel}
     * @param message why, in words
     */
    public record Verdict(ChannelName channel, boolean allowed, String code, String message) {

        private static Verdict of(Json json) {
            return new Verdict(
                    ChannelName.of(Texts.required(json, "channel")),
                    json.flag("allowed"),
                    Texts.required(json, "code"),
                    Texts.required(json, "message"));
        }
    }

    static TokenCheck of(Json json) {
        Json holder = json.get("holder");
        Json channel = json.get("channel");
        return new TokenCheck(
                json.flag("good"),
                json.text("code"),
                json.text("message"),
                holder == null ? null : Holder.of(holder),
                channel == null ? null : Verdict.of(channel));
    }
}
