package io.carillon.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Vectors;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The codecs are tested with the vectors where they live; here the vectors are tested against the rules of the wire. */
class FrameVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Test
    void every_kind_of_frame_has_a_vector() {
        assertThat(types("client-frames.json")).containsAll(kinds(ClientFrame.class));
        assertThat(types("server-frames.json")).containsAll(kinds(ServerFrame.class));
    }

    @Test
    void every_kind_of_refused_subscription_has_a_vector() {
        assertThat(Vectors.in("server-frames.json")
                        .map(vector -> vector.get("frame"))
                        .filter(frame -> frame.has("kind"))
                        .map(frame -> ServerFrame.SubscriptionError.Kind.valueOf(
                                Vectors.text(frame, "kind").toUpperCase(Locale.ROOT))))
                .containsAll(EnumSet.complementOf(EnumSet.of(ServerFrame.SubscriptionError.Kind.OTHER)));
    }

    @TestFactory
    Stream<DynamicTest> what_the_server_says_is_what_strict_clients_accept() {
        return Vectors.test("server-frames.json", vector -> {
            JsonNode frame = vector.get("frame");
            JsonNode wire = read(Vectors.text(vector, "wire"));
            List<String> keys = keys(wire);
            if (frame.get("type").textValue().equals("error")) {
                assertThat(keys)
                        .isEqualTo(
                                frame.get("channel").isNull()
                                        ? List.of("event", "data")
                                        : List.of("event", "data", "channel"));
                assertThat(keys(wire.get("data")))
                        .isEqualTo(
                                frame.has("reason")
                                        ? List.of("code", "message", "reason")
                                        : List.of("code", "message"));
                assertThat(wire.at("/data/reason").textValue()).isEqualTo(Vectors.textOrNull(frame, "reason"));
                assertThat(wire.at("/data/code")).isEqualTo(frame.get("code"));
                assertThat(wire.at("/data/message")).isEqualTo(frame.get("message"));
            } else {
                assertThat(List.of("event", "channel", "data", "user_id")).containsSubsequence(keys);
                assertThat(keys).contains("event", "data");
                assertThat(wire.get("data").isTextual()).isTrue();
            }
            assertThat(wire.path("event").isTextual()).isTrue();
            assertThat(wire.path("channel").textValue()).isEqualTo(Vectors.textOrNull(frame, "channel"));
        });
    }

    @TestFactory
    Stream<DynamicTest> data_of_the_servers_own_frames_is_the_text_of_an_object() {
        return Vectors.in("server-frames.json")
                .filter(vector -> !List.of("error", "channel_event")
                        .contains(vector.at("/frame/type").textValue()))
                .map(vector -> DynamicTest.dynamicTest(Vectors.text(vector, "name"), () -> {
                    JsonNode data = read(Vectors.text(read(Vectors.text(vector, "wire")), "data"));
                    JsonNode frame = vector.get("frame");
                    assertThat(data.isObject()).isTrue();
                    switch (frame.get("type").textValue()) {
                        case "connection_established" -> {
                            assertThat(data.get("socket_id")).isEqualTo(frame.get("socket_id"));
                            assertThat(data.get("activity_timeout")).isEqualTo(frame.get("activity_timeout"));
                        }
                        case "presence_succeeded" -> {
                            assertThat(data.at("/presence/count").intValue())
                                    .isEqualTo(frame.get("members").size());
                            for (JsonNode member : frame.get("members")) {
                                String id = Vectors.text(member, "user_id");
                                assertThat(data.at("/presence/ids")).contains(member.get("user_id"));
                                assertThat(data.at("/presence/hash").get(id))
                                        .isEqualTo(read(Vectors.text(member, "user_info")));
                            }
                        }
                        case "member_added" -> {
                            assertThat(data.get("user_id")).isEqualTo(frame.get("user_id"));
                            assertThat(data.get("user_info")).isEqualTo(read(Vectors.text(frame, "user_info")));
                        }
                        case "member_removed" -> assertThat(data.get("user_id")).isEqualTo(frame.get("user_id"));
                        case "subscription_count" ->
                            assertThat(data.get("subscription_count")).isEqualTo(frame.get("count"));
                        case "signin_success" ->
                            assertThat(data.get("user_data")).isEqualTo(frame.get("user_data"));
                        case "subscription_error", "internal_subscription_error" -> {
                            var kind = ServerFrame.SubscriptionError.Kind.valueOf(
                                    Vectors.text(frame, "kind").toUpperCase(Locale.ROOT));
                            assertThat(keys(data))
                                    .isEqualTo(
                                            frame.has("reason")
                                                    ? List.of("type", "error", "status", "reason")
                                                    : List.of("type", "error", "status"));
                            assertThat(data.path("reason").textValue()).isEqualTo(Vectors.textOrNull(frame, "reason"));
                            assertThat(data.get("type").textValue()).isEqualTo(kind.type());
                            assertThat(data.get("error")).isEqualTo(frame.get("message"));
                            assertThat(data.get("status").intValue()).isEqualTo(kind.status());
                        }
                        case "token_accepted" -> {
                            assertThat(data.get("expires_at")).isEqualTo(frame.get("expires_at"));
                            assertThat(data.path("user_id").textValue())
                                    .isEqualTo(Vectors.textOrNull(frame, "user_id"));
                        }
                        case "token_expiring" -> {
                            assertThat(data.get("expires_at")).isEqualTo(frame.get("expires_at"));
                            assertThat(data.get("seconds")).isEqualTo(frame.get("seconds"));
                        }
                        case "watchlist_events" -> {
                            for (JsonNode event : data.get("events")) {
                                assertThat(event.get("user_ids"))
                                        .isEqualTo(frame.get(event.get("name").textValue()))
                                        .isNotEmpty();
                            }
                        }
                        default -> assertThat(data).isEmpty();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> what_a_client_says_is_refused_for_the_reason_given() {
        return Vectors.test("client-frames.json", vector -> {
            JsonNode frame = vector.get("frame");
            String channel = Vectors.textOrNull(frame, "channel");
            switch (frame.get("type").textValue()) {
                case "subscribe", "unsubscribe" ->
                    assertThat(ChannelName.of(Vectors.text(frame, "channel"))).hasToString(channel);
                case "malformed" -> {
                    String subscribing = Vectors.textOrNull(frame, "subscribing");
                    String code = Vectors.text(frame, "code");
                    if (code.startsWith("channel_name_") && subscribing != null) {
                        assertThat(codeOf(subscribing)).isEqualTo(code);
                    } else {
                        assertThat(code)
                                .isIn(
                                        "frame_invalid",
                                        "channel_missing",
                                        "signin_invalid",
                                        "token_missing",
                                        "channel_name_invalid");
                    }
                }
                default -> {
                    if (frame.has("event")) {
                        assertThat(read(Vectors.text(vector, "message")).get("event"))
                                .isEqualTo(frame.get("event"));
                    }
                }
            }
        });
    }

    private static String codeOf(String channel) {
        try {
            return ChannelName.of(channel) + " is a name";
        } catch (InvalidValueException refusal) {
            return refusal.code();
        }
    }

    private static List<String> types(String file) {
        return Vectors.in(file)
                .map(vector -> vector.at("/frame/type").textValue())
                .toList();
    }

    private static List<String> kinds(Class<?> frames) {
        return Arrays.stream(frames.getPermittedSubclasses())
                .map(kind -> kind.getSimpleName()
                        .replaceAll("(?<=[a-z])([A-Z])", "_$1")
                        .toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> keys(JsonNode object) {
        return object.properties().stream().map(entry -> entry.getKey()).toList();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
