package io.carillon.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SignaturesTest {

    @TestFactory
    Stream<DynamicTest> channel_authorizations() {
        return Vectors.test("channel-auth.json", vector -> {
            AppKey key = AppKey.of(Vectors.text(vector, "key"));
            Secret secret = Secret.of(Vectors.text(vector, "secret"));
            SocketId socket = SocketId.of(Vectors.text(vector, "socket_id"));
            ChannelName channel = ChannelName.of(Vectors.text(vector, "channel"));
            String data = Vectors.textOrNull(vector, "channel_data");
            AuthString offered = AuthString.of(Vectors.text(vector, "auth"));
            String text = ChannelAuthorization.textToSign(socket, channel, data);

            AuthString ours = ChannelAuthorization.sign(key, secret, socket, channel, data);

            assertThat(text).isEqualTo(Vectors.text(vector, "string_to_sign"));
            assertThat(secret.verifies(text, offered.signature()))
                    .isEqualTo(vector.get("valid").booleanValue())
                    .isEqualTo(offered.value().equalsIgnoreCase(ours.value()));
        });
    }

    @TestFactory
    Stream<DynamicTest> user_authentications() {
        return Vectors.test("user-auth.json", vector -> {
            AppKey key = AppKey.of(Vectors.text(vector, "key"));
            Secret secret = Secret.of(Vectors.text(vector, "secret"));
            SocketId socket = SocketId.of(Vectors.text(vector, "socket_id"));
            String data = Vectors.text(vector, "user_data");
            AuthString offered = AuthString.of(Vectors.text(vector, "auth"));
            String text = UserAuthentication.textToSign(socket, data);

            AuthString ours = UserAuthentication.sign(key, secret, socket, data);

            assertThat(text).isEqualTo(Vectors.text(vector, "string_to_sign"));
            assertThat(secret.verifies(text, offered.signature()))
                    .isEqualTo(vector.get("valid").booleanValue())
                    .isEqualTo(offered.equals(ours));
        });
    }

    @TestFactory
    Stream<DynamicTest> webhooks() {
        return Vectors.test("webhook-signatures.json", vector -> {
            Secret secret = Secret.of(Vectors.text(vector, "secret"));
            String body = Vectors.text(vector, "body");
            String offered = Vectors.text(vector, "signature");

            assertThat(WebhookSignature.verifies(secret, body, offered))
                    .isEqualTo(vector.get("valid").booleanValue())
                    .isEqualTo(offered.equalsIgnoreCase(WebhookSignature.sign(secret, body)));
        });
    }

    @TestFactory
    Stream<DynamicTest> auth_strings() {
        return Vectors.test("auth-strings.json", vector -> {
            String text = Vectors.text(vector, "text");
            if (vector.has("code")) {
                var refusal = catchThrowableOfType(InvalidValueException.class, () -> AuthString.of(text));
                assertThat(refusal.code()).isEqualTo(Vectors.text(vector, "code"));
            } else {
                AuthString auth = AuthString.of(text);
                assertThat(auth.key()).hasToString(Vectors.text(vector, "key"));
                assertThat(auth.signature()).isEqualTo(Vectors.text(vector, "signature"));
                assertThat(auth.value()).isEqualTo(text);
            }
        });
    }

    @Test
    void an_auth_string_prints_its_key_alone() {
        assertThat(AuthString.of("abc:58df8b")).hasToString("AuthString[abc]");
    }

    @Test
    void a_secret_equals_only_itself() {
        assertThat(Secret.of("one")).isEqualTo(Secret.of("one")).hasSameHashCodeAs(Secret.of("one"));
        assertThat(Secret.of("one")).isNotEqualTo(Secret.of("two")).isNotEqualTo("one");
    }

    @Test
    void an_empty_secret_is_refused() {
        assertThat(catchThrowableOfType(InvalidValueException.class, () -> Secret.of("")))
                .hasMessage("A secret must not be empty.")
                .extracting(InvalidValueException::code)
                .isEqualTo("secret_invalid");
    }
}
