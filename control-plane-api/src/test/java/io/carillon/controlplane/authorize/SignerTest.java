package io.carillon.controlplane.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.signature.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Expected signatures are those of Pusher's documentation. */
class SignerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SocketId SOCKET = SocketId.of("1234.1234");

    private final Signer signer = Signer.of(
            app(
                    new KeyPair(AppKey.of("278d425bdf160c739803"), Secret.of("7ad3773142a6692b25b8")),
                    new KeyPair(AppKey.of("younger"), Secret.of("other"))),
            NOW);

    @Test
    void a_private_channel_is_authorized_with_the_oldest_key() {
        assertThat(signer.authorize(SOCKET, ChannelName.of("private-foobar"), null)
                        .value())
                .isEqualTo("278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4");
    }

    @Test
    void a_presence_channel_is_authorized_with_its_member() {
        assertThat(signer.authorize(
                                SOCKET,
                                ChannelName.of("presence-foobar"),
                                "{\"user_id\":10,\"user_info\":{\"name\":\"Mr. Channels\"}}")
                        .value())
                .isEqualTo("278d425bdf160c739803:31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80");
    }

    @Test
    void a_user_is_authenticated() {
        assertThat(signer.authenticate(SOCKET, "{\"id\":\"12345\"}").value())
                .isEqualTo("278d425bdf160c739803:4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba");
    }

    @Test
    void what_needs_no_signature_or_lacks_its_member_is_not_signed() {
        assertThatThrownBy(() -> signer.authorize(SOCKET, ChannelName.of("lobby"), null))
                .hasMessageContaining("needs no authorization");
        assertThatThrownBy(() -> signer.authorize(SOCKET, ChannelName.of("#server-to-user-1"), null))
                .hasMessageContaining("needs no authorization");
        assertThatThrownBy(() -> signer.authorize(SOCKET, ChannelName.of("presence-x"), null))
                .hasMessageContaining("needs channel_data");
    }

    @Test
    void an_app_without_keys_cannot_sign() {
        assertThatThrownBy(() -> Signer.of(app(), NOW)).hasMessageContaining("no active key");
    }

    @Test
    void keys_that_have_ended_or_may_not_subscribe_do_not_sign() {
        var ended = new KeyPair(AppKey.of("ended"), Secret.of("s"), Scope.EVERYTHING, NOW);
        var publisher = new KeyPair(
                AppKey.of("publisher"),
                Secret.of("s"),
                new Scope(Set.of(Operation.PUBLISH), List.of(ChannelPattern.EVERY)),
                null);
        var young = new KeyPair(AppKey.of("young"), Secret.of("s"));

        assertThat(signedBy(ended, publisher, young)).isEqualTo(young.key());
        assertThatThrownBy(() -> Signer.of(app(ended, publisher), NOW)).hasMessageContaining("no active key");
    }

    @Test
    void a_key_that_is_to_end_signs_only_if_there_is_no_other() {
        var soon = new KeyPair(AppKey.of("soon"), Secret.of("s"), Scope.EVERYTHING, NOW.plusSeconds(60));
        var later = new KeyPair(AppKey.of("later"), Secret.of("s"), Scope.EVERYTHING, NOW.plusSeconds(61));
        var young = new KeyPair(AppKey.of("young"), Secret.of("s"));

        assertThat(signedBy(soon, later, young)).isEqualTo(young.key());
        assertThat(signedBy(soon, later)).isEqualTo(later.key());
        assertThat(signedBy(soon)).isEqualTo(soon.key());
    }

    @Test
    void only_a_key_whose_scope_carries_the_channel_signs_it() {
        var rooms = new KeyPair(AppKey.of("rooms"), Secret.of("s"), scope("presence-*", Operation.SUBSCRIBE), null);
        var members = new KeyPair(
                AppKey.of("members"),
                Secret.of("s"),
                scope("presence-*", Operation.SUBSCRIBE, Operation.PRESENCE),
                null);
        Signer several = Signer.of(app(rooms, members), NOW);

        assertThat(several.authorize(SOCKET, ChannelName.of("presence-x"), "{\"user_id\":\"1\"}")
                        .key())
                .isEqualTo(members.key());
        assertThatThrownBy(() -> several.authorize(SOCKET, ChannelName.of("private-x"), null))
                .hasMessage(
                        "App 3 has no active key whose scope carries channel private-x. Add one, or widen the scope of one.");
    }

    private static AppKey signedBy(KeyPair... keys) {
        return Signer.of(app(keys), NOW)
                .authorize(SOCKET, ChannelName.of("private-x"), null)
                .key();
    }

    private static Scope scope(String pattern, Operation... operations) {
        return new Scope(Set.of(operations), List.of(ChannelPattern.of(pattern)));
    }

    private static App app(KeyPair... keys) {
        return new App(AppId.of("3"), "test", true, List.of(keys), List.of(), AppLimits.DEFAULTS, AppOptions.DEFAULTS);
    }
}
