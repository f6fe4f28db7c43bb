package io.carillon.client.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.client.json.JsonException;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** With the vectors that all implementations share. */
class ClientCodecTest {

    @Test
    void a_refusal_of_a_kind_that_nobody_knows_is_no_other_kind() {
        assertThat(
                        ClientCodec.decode(
                                "{\"event\":\"pusher:subscription_error\",\"channel\":\"private-a\",\"data\":{\"type\":\"Teapot\",\"error\":\"no\",\"status\":418}}"))
                .isEqualTo(new ServerFrame.SubscriptionError(
                        "private-a", ServerFrame.SubscriptionError.Kind.OTHER, "no (status 418)"));
    }

    @TestFactory
    Stream<DynamicTest> what_a_server_says_is_read_as_it_was_meant() throws IOException {
        return vectors("server-frames.json")
                .filter(vector -> !vector.get("name").textValue().startsWith("half a surrogate"))
                .map(vector -> dynamicTest(
                        vector.get("name").textValue(),
                        () -> assertThat(ClientCodec.decode(vector.get("wire").textValue()))
                                .isEqualTo(frame(vector.get("frame")))));
    }

    @TestFactory
    Stream<DynamicTest> what_a_client_says_is_what_servers_read() throws IOException {
        return vectors("client-frames.json")
                .filter(vector -> List.of("subscribe", "unsubscribe", "ping", "signin", "token", "client_event")
                        .contains(vector.at("/frame/type").textValue()))
                .filter(vector -> !vector.at("/frame/type").textValue().equals("client_event")
                        || (vector.at("/frame/channel").isTextual()
                                && vector.at("/frame/data").isTextual()
                                && ChannelNames.isOne(
                                        vector.at("/frame/channel").textValue())))
                .map(vector -> dynamicTest(vector.get("name").textValue(), () -> {
                    JsonNode frame = vector.get("frame");
                    JsonNode said = new ObjectMapper().readTree(written(frame));
                    JsonNode data = said.get("data");
                    switch (frame.get("type").textValue()) {
                        case "subscribe" -> {
                            assertThat(said.get("event").textValue()).isEqualTo("pusher:subscribe");
                            assertThat(data.get("channel")).isEqualTo(frame.get("channel"));
                            assertThat(data.path("auth").textValue())
                                    .isEqualTo(frame.get("auth").textValue());
                            assertThat(data.path("channel_data").textValue())
                                    .isEqualTo(frame.get("channel_data").textValue());
                        }
                        case "unsubscribe" -> assertThat(data.get("channel")).isEqualTo(frame.get("channel"));
                        case "signin" -> {
                            assertThat(data.get("auth")).isEqualTo(frame.get("auth"));
                            assertThat(data.get("user_data")).isEqualTo(frame.get("user_data"));
                        }
                        case "token" -> assertThat(data.get("token")).isEqualTo(frame.get("token"));
                        case "client_event" -> {
                            assertThat(said.get("event")).isEqualTo(frame.get("event"));
                            assertThat(said.get("channel")).isEqualTo(frame.get("channel"));
                            assertThat(data).isEqualTo(frame.get("data"));
                        }
                        default -> assertThat(said.get("event").textValue()).isEqualTo("pusher:ping");
                    }
                }));
    }

    @Test
    void what_other_servers_do_differently_is_read_too() {
        assertThat(ClientCodec.decode("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"news\"}"))
                .isEqualTo(new ServerFrame.SubscriptionSucceeded(ChannelName.of("news")));
        assertThat(ClientCodec.decode("{\"event\":\"x\",\"channel\":\"news\",\"data\":{\"a\": 1},\"new\":[]}"))
                .isEqualTo(new ServerFrame.ChannelEvent(ChannelName.of("news"), "x", "{\"a\": 1}", null));
        assertThat(
                        ClientCodec.decode(
                                "{\"event\":\"pusher_internal:member_removed\",\"channel\":\"presence-x\",\"data\":{\"user_id\":12345678901234567890}}"))
                .isEqualTo(
                        new ServerFrame.MemberRemoved(ChannelName.of("presence-x"), UserId.of("12345678901234567890")));
        assertThat(ClientCodec.decode("{\"event\":\"carillon:of_tomorrow\",\"data\":\"{}\"}"))
                .isNull();
    }

    @Test
    void what_cannot_be_read_is_said() {
        for (String message : new String[] {
            "",
            "[]",
            "{}",
            "{\"event\":1}",
            "{\"event\":\"pusher:connection_established\",\"data\":\"{}\"}",
            "{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-x\",\"data\":\"{\"}"
        }) {
            assertThatThrownBy(() -> ClientCodec.decode(message)).isInstanceOf(JsonException.class);
        }
    }

    private static String written(JsonNode frame) {
        return switch (text(frame, "type")) {
            case "subscribe" ->
                ClientCodec.subscribe(
                        ChannelName.of(text(frame, "channel")),
                        new ChannelGrant(
                                frame.get("auth").textValue(),
                                frame.get("channel_data").textValue()));
            case "unsubscribe" -> ClientCodec.unsubscribe(ChannelName.of(text(frame, "channel")));
            case "signin" -> ClientCodec.signin(new UserGrant(text(frame, "auth"), text(frame, "user_data")));
            case "token" -> ClientCodec.token(text(frame, "token"));
            case "client_event" ->
                ClientCodec.clientEvent(
                        ChannelName.of(text(frame, "channel")), text(frame, "event"), text(frame, "data"));
            default -> ClientCodec.ping();
        };
    }

    private static ServerFrame frame(JsonNode frame) {
        @Nullable String reason = frame.path("reason").textValue();
        return switch (text(frame, "type")) {
            case "connection_established" ->
                new ServerFrame.ConnectionEstablished(
                        SocketId.of(text(frame, "socket_id")),
                        frame.get("activity_timeout").intValue());
            case "pong" -> new ServerFrame.Pong();
            case "error" ->
                new ServerFrame.Error(
                        frame.get("code").isNull() ? null : frame.get("code").intValue(),
                        text(frame, "message"),
                        frame.get("channel").textValue(),
                        reason);
            case "subscription_succeeded" -> new ServerFrame.SubscriptionSucceeded(channel(frame));
            case "presence_succeeded" ->
                new ServerFrame.PresenceSucceeded(
                        channel(frame),
                        stream(frame.get("members"))
                                .map(ClientCodecTest::member)
                                .toList());
            case "subscription_error", "internal_subscription_error" ->
                new ServerFrame.SubscriptionError(
                        text(frame, "channel"),
                        ServerFrame.SubscriptionError.Kind.valueOf(
                                text(frame, "kind").toUpperCase(Locale.ROOT)),
                        text(frame, "message"),
                        reason);
            case "member_added" -> new ServerFrame.MemberAdded(channel(frame), member(frame));
            case "member_removed" -> new ServerFrame.MemberRemoved(channel(frame), UserId.of(text(frame, "user_id")));
            case "channel_event" ->
                new ServerFrame.ChannelEvent(
                        channel(frame), text(frame, "event"), text(frame, "data"), userOrNull(frame));
            case "cache_miss" -> new ServerFrame.CacheMiss(channel(frame));
            case "subscription_count" ->
                new ServerFrame.SubscriptionCount(
                        channel(frame), frame.get("count").intValue());
            case "signin_success" -> new ServerFrame.SigninSuccess(text(frame, "user_data"));
            case "watchlist_events" ->
                new ServerFrame.WatchlistEvents(users(frame.get("online")), users(frame.get("offline")));
            case "token_accepted" ->
                new ServerFrame.TokenAccepted(frame.get("expires_at").longValue(), userOrNull(frame));
            case "token_expiring" ->
                new ServerFrame.TokenExpiring(
                        frame.get("expires_at").longValue(),
                        frame.get("seconds").longValue());
            default -> throw new IllegalStateException("a kind that this test does not know: " + frame);
        };
    }

    private static Member member(JsonNode told) {
        // A member of whom null is told is one of whom nothing is told.
        String info = text(told, "user_info");
        return new Member(UserId.of(text(told, "user_id")), info);
    }

    private static @Nullable UserId userOrNull(JsonNode frame) {
        return frame.get("user_id").isNull() ? null : UserId.of(text(frame, "user_id"));
    }

    private static List<UserId> users(JsonNode ids) {
        return stream(ids).map(id -> UserId.of(id.textValue())).toList();
    }

    private static ChannelName channel(JsonNode frame) {
        return ChannelName.of(text(frame, "channel"));
    }

    private static String text(JsonNode node, String key) {
        return Objects.requireNonNull(node.get(key).textValue(), key);
    }

    private static Stream<JsonNode> vectors(String file) throws IOException {
        try (InputStream json = Objects.requireNonNull(ClientCodecTest.class.getResourceAsStream("/vectors/" + file))) {
            return stream(new ObjectMapper().readTree(json));
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static final class ChannelNames {
        static boolean isOne(@Nullable String text) {
            try {
                return text != null && ChannelName.of(text).value().equals(text);
            } catch (IllegalArgumentException none) {
                return false;
            }
        }
    }
}
