package io.carillon.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.cipher.MasterKey;
import io.carillon.client.json.Json;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizerTest {

    private static final String KEY = "278d425bdf160c739803";

    private final Authorizer authorizer = new Authorizer(KEY, "7ad3773142a6692b25b8");

    @Test
    void a_private_channel_is_signed_as_the_vectors_have_it() {
        assertThat(authorizer.authorizeChannel("1234.1234", "private-foobar"))
                .isEqualTo(
                        "{\"auth\":\"" + KEY + ":58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4\"}");
    }

    @Test
    void a_member_is_signed_with_what_is_told_of_it() {
        User ann = User.of("10").withInfo(Map.of("name", "Mr. Channels"));

        Json answer = Json.read(authorizer.authorizeChannel("1234.1234", "presence-foobar", ann));

        assertThat(answer.text("channel_data"))
                .isEqualTo("{\"user_id\":\"10\",\"user_info\":{\"name\":\"Mr. Channels\"}}");
        assertThat(answer.text("auth")).matches(KEY + ":[0-9a-f]{64}");
    }

    @Test
    void a_user_is_signed_in_as_the_vectors_have_it() {
        assertThat(authorizer.authenticateUser("1234.1234", User.of("12345")))
                .isEqualTo(
                        "{\"auth\":\"" + KEY
                                + ":4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba\",\"user_data\":\"{\\\"id\\\":\\\"12345\\\"}\"}");
    }

    @Test
    void a_watchlist_travels_with_the_sign_in_and_not_with_the_member() {
        User ann = User.of("1").watching("2", "3");

        assertThat(Json.read(authorizer.authenticateUser("1.2", ann)).text("user_data"))
                .isEqualTo("{\"id\":\"1\",\"watchlist\":[\"2\",\"3\"]}");
        assertThat(Json.read(authorizer.authorizeChannel("1.2", "presence-a", ann))
                        .text("channel_data"))
                .isEqualTo("{\"user_id\":\"1\"}");
    }

    @Test
    void who_may_have_an_encrypted_channel_is_given_its_key() {
        String master = "zGvjLkHVcPV0NIa40Gi3bHUkEJtZIxtv8PCmUB/VLt8=";

        Json answer = Json.read(authorizer.withMasterKey(master).authorizeChannel("1234.1234", "private-encrypted-a"));

        assertThat(answer.text("auth")).matches(KEY + ":[0-9a-f]{64}");
        assertThat(answer.text("shared_secret"))
                .isEqualTo(MasterKey.ofBase64(master)
                        .of(ChannelName.of("private-encrypted-a"))
                        .base64());
        assertThat(authorizer.withMasterKey(master).authorizeChannel("1234.1234", "private-foobar"))
                .isEqualTo(authorizer.authorizeChannel("1234.1234", "private-foobar"));
        refused("master_key_invalid", () -> authorizer.withMasterKey("c2hvcnQ="));
        refused("master_key_invalid", () -> authorizer.withMasterKey("not base64"));
    }

    @Test
    void what_must_not_be_signed_is_refused() {
        refused("socket_id_invalid", () -> authorizer.authorizeChannel("1.2:x", "private-a"));
        refused("channel_name_invalid", () -> authorizer.authorizeChannel("1.2", "private-a:b"));
        refused("channel_needs_no_authorization", () -> authorizer.authorizeChannel("1.2", "news"));
        refused("channel_data_missing", () -> authorizer.authorizeChannel("1.2", "presence-a"));
        refused("channel_encrypted", () -> authorizer.authorizeChannel("1.2", "private-encrypted-a"));
        refused("user_info_invalid", () -> new User(User.of("1").id(), "[1]", List.of()));
    }

    @Test
    void many_channels_are_answered_each_for_itself() {
        String answer = new BatchAuthorizer(authorizer)
                .answer(
                        "{\"socket_id\":\"1234.1234\",\"channels\":[\"private-foobar\",\"presence-b\",\"private-secret\",\"news\",\"a b\"],"
                                + "\"user\":{\"id\":\"admin\"},\"sign_in\":true}",
                        User.of("12345"),
                        channel -> !channel.value().endsWith("secret"));

        Json channels = Json.read(answer).require("channels");
        assertThat(channels.fields().keySet())
                .containsExactly("private-foobar", "presence-b", "private-secret", "news", "a b");
        assertThat(channels.require("private-foobar").source())
                .isEqualTo(
                        "{\"auth\":\"" + KEY + ":58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4\"}");
        assertThat(channels.require("presence-b").text("channel_data")).isEqualTo("{\"user_id\":\"12345\"}");
        assertThat(channels.require("private-secret").require("error").text("code"))
                .isEqualTo("channel_not_allowed");
        assertThat(channels.require("news").require("error").text("code")).isEqualTo("channel_needs_no_authorization");
        assertThat(channels.require("a b").require("error").text("code")).isEqualTo("channel_name_invalid");
        assertThat(Json.read(answer).require("user").text("user_data")).isEqualTo("{\"id\":\"12345\"}");
    }

    @Test
    void a_request_for_many_channels_that_is_none_is_refused() {
        var batch = new BatchAuthorizer(authorizer);
        for (String request : new String[] {
            "",
            "[]",
            "{\"channels\":[]}",
            "{\"socket_id\":\"1.2\"}",
            "{\"socket_id\":\"1.2\",\"channels\":\"a\"}",
            "{\"socket_id\":\"1.2\",\"channels\":[1]}",
            "{\"socket_id\":\"1.2\",\"channels\":[" + "\"a\",".repeat(100) + "\"a\"]}"
        }) {
            refused("authorization_request_invalid", () -> batch.answer(request, User.of("1"), channel -> true));
        }
        refused(
                "socket_id_invalid",
                () -> batch.answer("{\"socket_id\":\"1\",\"channels\":[]}", User.of("1"), channel -> true));
    }

    private static void refused(String code, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
