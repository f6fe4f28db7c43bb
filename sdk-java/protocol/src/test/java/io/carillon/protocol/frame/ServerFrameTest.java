package io.carillon.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerFrameTest {

    private static final ChannelName CHANNEL = ChannelName.of("presence-x");

    @Test
    void no_connection_is_established_without_a_timeout() {
        var socket = SocketId.of("1.2");

        assertThatIllegalArgumentException().isThrownBy(() -> new ServerFrame.ConnectionEstablished(socket, 0));
        assertThat(new ServerFrame.ConnectionEstablished(socket, 1).activityTimeout())
                .isEqualTo(1);
    }

    @Test
    void lists_in_a_frame_do_not_change_when_those_they_were_made_of_do() {
        var members = new ArrayList<>(List.of(Member.of("1")));
        var users = new ArrayList<>(List.of(UserId.of("1")));
        var succeeded = new ServerFrame.PresenceSucceeded(CHANNEL, members);
        var watched = new ServerFrame.WatchlistEvents(users, users);

        members.clear();
        users.clear();

        assertThat(succeeded.members()).containsExactly(Member.of("1"));
        assertThat(watched.online()).containsExactly(UserId.of("1"));
        assertThat(watched.offline()).containsExactly(UserId.of("1"));
    }

    @Test
    void an_error_of_a_code_says_the_codes_words() {
        assertThat(ServerFrame.Error.of(CloseCode.APP_NOT_FOUND, "abc"))
                .isEqualTo(new ServerFrame.Error(
                        4001, "App key abc not in this cluster. Did you forget to specify the cluster?", null));
        assertThat(ServerFrame.Error.of("This is no frame."))
                .isEqualTo(new ServerFrame.Error(null, "This is no frame.", null));
    }

    @Test
    void refusals_are_in_the_words_that_people_search_for() {
        assertThat(Refusals.existingSubscription(CHANNEL))
                .isEqualTo(new ServerFrame.Error(
                        null, "Existing subscription to channel presence-x", "presence-x", "already_subscribed"));
        assertThat(Refusals.noSubscription(CHANNEL))
                .isEqualTo(new ServerFrame.Error(
                        null,
                        "No current subscription to channel presence-x, or subscription in progress",
                        "presence-x",
                        "not_subscribed"));
        assertThat(Refusals.invalidSignature("1.2:presence-x", "abc"))
                .isEqualTo(new Objection(
                        "signature_invalid",
                        "Invalid signature: Expected HMAC SHA256 hex digest of 1.2:presence-x, but got abc"));
        assertThat(Refusals.invalidKey("K"))
                .isEqualTo(new Objection("key_unknown", "Invalid key in subscription auth data: 'K'"));
        assertThat(Refusals.dataTooLarge(10240))
                .startsWith("The data content of this event exceeds the allowed maximum (10240 bytes). ");
    }

    @Test
    void refused_client_events_say_so_on_their_channel_with_4301() {
        assertThat(List.of(
                        Refusals.clientEventsDisabled("private-x"),
                        Refusals.clientEventChannelType("private-x"),
                        Refusals.clientEventNotSubscribed("private-x"),
                        Refusals.clientEventIncomplete("private-x"),
                        Refusals.clientEventName("private-x", "Event names have at most 200 characters."),
                        Refusals.clientEventTooLarge("private-x", 10240),
                        Refusals.clientEventRate("private-x", 10)))
                .allSatisfy(error -> {
                    assertThat(error.code()).isEqualTo(4301);
                    assertThat(error.channel()).isEqualTo("private-x");
                    assertThat(error.message()).isNotBlank();
                });
        assertThat(Refusals.clientEventIncomplete())
                .isEqualTo(new ServerFrame.Error(
                        4301, "Invalid client event (must contain channel and data)", null, "client_event_incomplete"));
    }

    @Test
    void a_signature_of_any_length_is_shown_no_longer_than_a_signature() {
        assertThat(Refusals.invalidSignature("1.2:x", "a".repeat(64)).words()).endsWith("but got " + "a".repeat(64));
        assertThat(Refusals.invalidSignature("1.2:x", "a".repeat(100_000)).words())
                .endsWith("but got " + "a".repeat(64) + "...");
    }
}
