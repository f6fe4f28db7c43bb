package io.carillon.client.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.CarillonException;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.signature.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WebhookVerifierTest {

    private static final ChannelName ROOM = ChannelName.of("presence-a");

    private final WebhookVerifier webhooks = WebhookVerifier.of("KEY", "secret").and("NEXT", "secret of the next");

    @Test
    void a_webhook_of_the_vectors_is_read() {
        String body = "{\"time_ms\":1327078148132,\"events\":[{\"name\":\"channel_occupied\",\"channel\":\"news\"}]}";

        Webhook webhook = WebhookVerifier.of("K", "7ad3773142a6692b25b8")
                .verify("K", "9a7348e30c9304e960c95444b35af2f8952aac3d97352653a08a01dffa873b8d", body);

        assertThat(webhook.time()).isEqualTo(Instant.ofEpochMilli(1327078148132L));
        assertThat(webhook.events()).containsExactly(new WebhookEvent.ChannelOccupied(ChannelName.of("news")));
    }

    @Test
    void every_kind_of_event_has_its_type() {
        Webhook webhook = read("""
                {"time_ms":1,"events":[
                {"name":"channel_vacated","channel":"presence-a"},
                {"name":"member_added","channel":"presence-a","user_id":"7"},
                {"name":"member_removed","channel":"presence-a","user_id":"7"},
                {"name":"client_event","channel":"presence-a","event":"client-x","data":"{\\"a\\":1}","socket_id":"1.2","user_id":"7"},
                {"name":"client_event","channel":"private-a","event":"client-x","data":"","socket_id":"1.2"},
                {"name":"cache_miss","channel":"cache-a"},
                {"name":"subscription_count","channel":"a","subscription_count":3},
                {"name":"news_of_tomorrow","x":[1, 2]}]}""");

        assertThat(webhook.events())
                .containsExactly(
                        new WebhookEvent.ChannelVacated(ROOM),
                        new WebhookEvent.MemberAdded(ROOM, UserId.of("7")),
                        new WebhookEvent.MemberRemoved(ROOM, UserId.of("7")),
                        new WebhookEvent.ClientEvent(ROOM, "client-x", "{\"a\":1}", SocketId.of("1.2"), UserId.of("7")),
                        new WebhookEvent.ClientEvent(
                                ChannelName.of("private-a"), "client-x", "", SocketId.of("1.2"), null),
                        new WebhookEvent.CacheMiss(ChannelName.of("cache-a")),
                        new WebhookEvent.SubscriptionCount(ChannelName.of("a"), 3),
                        new WebhookEvent.Unknown("news_of_tomorrow", "{\"name\":\"news_of_tomorrow\",\"x\":[1, 2]}"));
    }

    @Test
    void what_the_platform_did_not_sign_is_not_read() {
        String body = "{\"time_ms\":1,\"events\":[]}";
        String signature = Secret.of("secret").sign(body);

        refused("webhook_key_unknown", webhooks, null, signature, body);
        refused("webhook_key_unknown", webhooks, "OTHER", signature, body);
        refused("webhook_key_unknown", webhooks, "not a key", signature, body);
        refused("webhook_signature_invalid", webhooks, "KEY", null, body);
        refused("webhook_signature_invalid", webhooks, "NEXT", signature, body);
        refused("webhook_signature_invalid", webhooks, "KEY", signature, body + " ");
        assertThat(webhooks.verify("KEY", signature, body).events()).isEmpty();
        assertThat(webhooks.verify("NEXT", Secret.of("secret of the next").sign(body), body)
                        .events())
                .isEmpty();
    }

    @Test
    void what_is_signed_and_cannot_be_read_is_refused() {
        for (String body :
                new String[] {"", "{}", "{\"time_ms\":1,\"events\":[{\"name\":\"member_added\",\"channel\":\"a\"}]}"}) {
            refused("webhook_invalid", webhooks, "KEY", Secret.of("secret").sign(body), body);
        }
    }

    @Test
    void an_old_one_is_refused_if_that_is_wanted() {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(400_000), ZoneOffset.UTC);
        WebhookVerifier strict = webhooks.atMost(Duration.ofMinutes(5), clock);
        String old = "{\"time_ms\":99000,\"events\":[]}";
        String young = "{\"time_ms\":100000,\"events\":[]}";

        refused("webhook_too_old", strict, "KEY", Secret.of("secret").sign(old), old);
        assertThat(strict.verify("KEY", Secret.of("secret").sign(young), young).events())
                .isEmpty();
    }

    private Webhook read(String body) {
        return webhooks.verify("KEY", Secret.of("secret").sign(body), body);
    }

    private static void refused(
            String code, WebhookVerifier by, @Nullable String key, @Nullable String signature, String body) {
        assertThatThrownBy(() -> by.verify(key, signature, body))
                .isInstanceOfSatisfying(
                        CarillonException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
