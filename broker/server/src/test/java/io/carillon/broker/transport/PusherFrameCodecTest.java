package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.ServerFrame;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PusherFrameCodecTest {

    private static final PusherFrameCodec CODEC = new PusherFrameCodec();

    @TestFactory
    Stream<DynamicTest> reads_every_client_frame_of_the_vectors() throws IOException {
        return vectors("client-frames")
                .map(vector -> DynamicTest.dynamicTest(
                        text(vector, "name"),
                        () -> assertThat(asVector(decode(text(vector, "message"))))
                                .isEqualTo(vector.get("frame"))));
    }

    @TestFactory
    Stream<DynamicTest> writes_every_server_frame_of_the_vectors() throws IOException {
        return vectors("server-frames")
                .map(vector -> DynamicTest.dynamicTest(
                        text(vector, "name"),
                        () -> assertThat(encode(serverFrame(map(vector, "frame"))))
                                .isEqualTo(vector.get("wire"))));
    }

    @Test
    void a_message_may_lie_anywhere_in_the_array() {
        byte[] message = "xx{\"event\":\"client-a\",\"channel\":\"private-x\",\"data\":{\"a\":[1]}}yyy"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(CODEC.decode(message, 2, message.length - 5))
                .isEqualTo(new ClientFrame.ClientEvent("client-a", "private-x", "{\"a\":[1]}"));
    }

    @Test
    void nesting_is_limited_and_the_refusal_says_so() {
        String deep = "[".repeat(200) + "]".repeat(200);

        assertThat(asVector(decode("{\"event\":\"client-a\",\"channel\":\"private-x\",\"data\":" + deep + "}")))
                .containsEntry("type", "malformed")
                .containsEntry("code", "frame_too_deep");
        assertThat(asVector(decode("{\"event\":\"pusher:subscribe\",\"data\":\"{\\\"x\\\":" + deep + "}\"}")))
                .containsEntry("type", "malformed")
                .containsEntry("code", "frame_too_deep");
    }

    @Test
    void a_byte_order_mark_and_other_encodings_are_no_json() {
        for (String message : List.of("\ufeff{\"event\":\"pusher:ping\"}", "\0{\0}", "{\0}\0")) {
            assertThat(asVector(decode(message))).containsEntry("code", "frame_invalid");
        }
    }

    @Test
    void a_refusal_never_repeats_the_signature() {
        ClientFrame frame = decode("{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"key:topsecret\"}}");

        assertThat(frame.toString()).doesNotContain("topsecret");
    }

    @Property(tries = 2000)
    void whatever_bytes_come_they_become_a_frame(@ForAll byte[] bytes) {
        assertThat(CODEC.decode(bytes, 0, bytes.length)).isNotNull();
    }

    @Property(tries = 2000)
    void a_damaged_message_is_refused_by_name_or_read(
            @ForAll @IntRange(min = 0, max = 5000) int at, @ForAll byte replacement) {
        byte[] message = ("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"presence-x\",\"auth\":\"k:s\","
                        + "\"channel_data\":\"{\\\"user_id\\\":\\\"\\u00e9\\\",\\\"n\\\":[1e5,true,null]}\"}}")
                .getBytes(StandardCharsets.UTF_8);
        message[at % message.length] = replacement;

        ClientFrame frame = CODEC.decode(message, 0, message.length);

        if (frame instanceof ClientFrame.Malformed malformed) {
            assertThat(malformed.reason().code())
                    .isIn("frame_invalid", "channel_name_invalid", "channel_missing", "frame_too_deep");
        }
    }

    @Property(tries = 1000)
    void what_is_written_is_read_again_by_any_json_parser(@ForAll String data, @ForAll String event)
            throws IOException {
        byte[] wire = CODEC.encode(new ServerFrame.ChannelEvent(ChannelName.of("news"), event, data, null));

        assertThat(fields(new String(wire, StandardCharsets.UTF_8)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("event", harmless(event), "channel", "news", "data", harmless(data)));
    }

    @Property(tries = 1000)
    void what_is_written_within_a_string_is_read_again_too(@ForAll String userData) throws IOException {
        byte[] wire = CODEC.encode(new ServerFrame.SigninSuccess(userData));

        String data = fields(new String(wire, StandardCharsets.UTF_8)).get("data");
        assertThat(fields(Objects.requireNonNull(data)))
                .containsExactlyEntriesOf(Map.of("user_data", harmless(userData)));
    }

    /** As the JDK does it: half a pair becomes a question mark. */
    private static String harmless(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Map<String, String> fields(String json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                fields.put(name, parser.nextTextValue());
            }
        }
        return fields;
    }

    private static ClientFrame decode(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return CODEC.decode(bytes, 0, bytes.length);
    }

    private static String encode(ServerFrame frame) {
        return new String(CODEC.encode(frame), StandardCharsets.UTF_8);
    }

    private static Stream<Map<String, Object>> vectors(String name) throws IOException {
        try (InputStream file = PusherFrameCodecTest.class.getResourceAsStream("/vectors/" + name + ".json")) {
            List<Map<String, Object>> vectors = JsonMapper.createDefault()
                    .readValue(
                            Objects.requireNonNull(file), Argument.listOf(Argument.mapOf(String.class, Object.class)));
            assertThat(vectors).hasSizeGreaterThan(30);
            return vectors.stream();
        }
    }

    /** A frame in the words of the vectors. */
    private static Map<String, Object> asVector(ClientFrame frame) {
        Map<String, Object> vector = new HashMap<>();
        frame.handleBy(new ClientFrame.Handler() {
            @Override
            public void onSubscribe(ClientFrame.Subscribe subscribe) {
                vector.put("type", "subscribe");
                vector.put("channel", subscribe.channel().value());
                vector.put("auth", subscribe.auth());
                vector.put("channel_data", subscribe.channelData());
            }

            @Override
            public void onUnsubscribe(ClientFrame.Unsubscribe unsubscribe) {
                vector.put("type", "unsubscribe");
                vector.put("channel", unsubscribe.channel().value());
            }

            @Override
            public void onPing() {
                vector.put("type", "ping");
            }

            @Override
            public void onPong() {
                vector.put("type", "pong");
            }

            @Override
            public void onSignin(ClientFrame.Signin signin) {
                vector.put("type", "signin");
                vector.put("auth", signin.auth());
                vector.put("user_data", signin.userData());
            }

            @Override
            public void onToken(ClientFrame.Token token) {
                vector.put("type", "token");
                vector.put("token", token.token());
            }

            @Override
            public void onClientEvent(ClientFrame.ClientEvent event) {
                vector.put("type", "client_event");
                vector.put("event", event.event());
                vector.put("channel", event.channel());
                vector.put("data", event.data());
            }

            @Override
            public void onUnknown(ClientFrame.Unknown unknown) {
                vector.put("type", "unknown");
                vector.put("event", unknown.event());
            }

            @Override
            public void onMalformed(ClientFrame.Malformed malformed) {
                vector.put("type", "malformed");
                vector.put("code", malformed.reason().code());
                vector.put("subscribing", malformed.subscribing());
            }
        });
        return vector;
    }

    private static ServerFrame serverFrame(Map<String, Object> frame) {
        return switch (text(frame, "type")) {
            case "connection_established" ->
                new ServerFrame.ConnectionEstablished(
                        SocketId.of(text(frame, "socket_id")), number(frame, "activity_timeout"));
            case "pong" -> new ServerFrame.Pong();
            case "error" ->
                new ServerFrame.Error(
                        frame.get("code") == null ? null : number(frame, "code"),
                        text(frame, "message"),
                        optional(frame, "channel"),
                        optional(frame, "reason"));
            case "subscription_succeeded" -> new ServerFrame.SubscriptionSucceeded(channel(frame));
            case "presence_succeeded" ->
                new ServerFrame.PresenceSucceeded(
                        channel(frame),
                        list(frame, "members").stream()
                                .map(PusherFrameCodecTest::asMap)
                                .map(PusherFrameCodecTest::member)
                                .toList());
            case "subscription_error" ->
                new ServerFrame.SubscriptionError(
                        text(frame, "channel"),
                        ServerFrame.SubscriptionError.Kind.valueOf(
                                text(frame, "kind").toUpperCase(Locale.ROOT)),
                        text(frame, "message"),
                        optional(frame, "reason"));
            case "internal_subscription_error" ->
                new ServerFrame.InternalSubscriptionError(
                        text(frame, "channel"),
                        ServerFrame.SubscriptionError.Kind.valueOf(
                                text(frame, "kind").toUpperCase(Locale.ROOT)),
                        text(frame, "message"));
            case "member_added" -> new ServerFrame.MemberAdded(channel(frame), member(frame));
            case "member_removed" -> new ServerFrame.MemberRemoved(channel(frame), UserId.of(text(frame, "user_id")));
            case "channel_event" -> {
                String user = optional(frame, "user_id");
                yield new ServerFrame.ChannelEvent(
                        channel(frame),
                        text(frame, "event"),
                        text(frame, "data"),
                        user == null ? null : UserId.of(user));
            }
            case "cache_miss" -> new ServerFrame.CacheMiss(channel(frame));
            case "subscription_count" -> new ServerFrame.SubscriptionCount(channel(frame), number(frame, "count"));
            case "signin_success" -> new ServerFrame.SigninSuccess(text(frame, "user_data"));
            case "token_accepted" -> {
                String user = optional(frame, "user_id");
                yield new ServerFrame.TokenAccepted(number(frame, "expires_at"), user == null ? null : UserId.of(user));
            }
            case "token_expiring" ->
                new ServerFrame.TokenExpiring(number(frame, "expires_at"), number(frame, "seconds"));
            case "watchlist_events" -> new ServerFrame.WatchlistEvents(users(frame, "online"), users(frame, "offline"));
            default -> throw new AssertionError("unknown type " + frame);
        };
    }

    private static Member member(Map<String, Object> frame) {
        return new Member(UserId.of(text(frame, "user_id")), text(frame, "user_info"));
    }

    private static ChannelName channel(Map<String, Object> frame) {
        return ChannelName.of(text(frame, "channel"));
    }

    private static List<UserId> users(Map<String, Object> frame, String name) {
        return list(frame, name).stream().map(id -> UserId.of((String) id)).toList();
    }

    private static String text(Map<String, Object> map, String name) {
        return (String) Objects.requireNonNull(map.get(name));
    }

    private static @Nullable String optional(Map<String, Object> map, String name) {
        return (String) map.get(name);
    }

    private static int number(Map<String, Object> map, String name) {
        return ((Number) Objects.requireNonNull(map.get(name))).intValue();
    }

    private static List<?> list(Map<String, Object> map, String name) {
        return (List<?>) Objects.requireNonNull(map.get(name));
    }

    private static Map<String, Object> map(Map<String, Object> map, String name) {
        return asMap(Objects.requireNonNull(map.get(name)));
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys.
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void every_kind_of_server_frame_stands_in_the_vectors() throws IOException {
        Set<String> types = Set.of(ServerFrame.class.getPermittedSubclasses()).stream()
                .map(Class::getSimpleName)
                .map(name -> name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT))
                .collect(java.util.stream.Collectors.toSet());

        assertThat(vectors("server-frames").map(vector -> text(map(vector, "frame"), "type")))
                .containsAll(types);
    }
}
