package io.carillon.bench.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Keys, times and digests are those of Pusher's documentation of signatures. */
final class PusherDialectTest {

    private static final Credentials APP = new Credentials("3", "278d425bdf160c739803", "7ad3773142a6692b25b8");

    private final PusherDialect dialect = new PusherDialect(
            "127.0.0.1:6001", APP, "m", Clock.fixed(Instant.ofEpochSecond(1353088179), ZoneOffset.UTC));

    @Test
    void a_publish_request_is_signed_as_the_documentation_signs_its_example() {
        byte[] body = "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}"
                .getBytes(UTF_8);
        ByteBuf request = Unpooled.buffer();

        dialect.writePublishRequest(request, "project-3", body);

        assertThat(request.toString(UTF_8))
                .isEqualTo(
                        "POST /apps/3/events?auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0"
                                + "&body_md5=ec365a775a4cd0599faeb73354201b6f"
                                + "&auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c HTTP/1.1\r\n"
                                + "Host: 127.0.0.1:6001\r\nContent-Type: application/json\r\nContent-Length: 68\r\n\r\n"
                                + "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}");
    }

    @Test
    void a_second_request_is_signed_anew() {
        PublishSigner signer = new PublishSigner(APP);
        byte[] body = "{}".getBytes(UTF_8);

        String first = signer.sign(body, 1).toString();
        signer.sign("other".getBytes(UTF_8), 1_999_999_999);

        assertThat(signer.sign(body, 1).toString()).isEqualTo(first).contains("auth_timestamp=0000000001&");
    }

    @Test
    void a_public_channel_is_subscribed_without_a_signature() {
        assertThat(dialect.hear(
                        "{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"1234.1234\\\",\\\"activity_timeout\\\":120}\"}",
                        "c0"))
                .isEqualTo(new Reply.Say("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"c0\"}}"));
    }

    @Test
    void a_private_channel_is_subscribed_with_a_signature_of_socket_and_channel() {
        assertThat(dialect.hear(
                        "{\"event\":\"pusher:connection_established\", \"data\": \"{\\\"socket_id\\\": \\\"1234.1234\\\"}\"}",
                        "private-foobar"))
                .isEqualTo(
                        new Reply.Say(
                                "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"private-foobar\","
                                        + "\"auth\":\"278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4\"}}"));
    }

    @Test
    void the_server_is_understood() {
        assertThat(dialect.hear(
                        "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"c0\",\"data\":\"{}\"}",
                        "c0"))
                .isEqualTo(Reply.JOINED);
        assertThat(dialect.hear("{\"event\":\"pusher:ping\",\"data\":\"{}\"}", "c0"))
                .isEqualTo(new Reply.Say("{\"event\":\"pusher:pong\",\"data\":{}}"));
        String error =
                "{\"event\":\"pusher:error\",\"data\":{\"code\":4001,\"message\":\"App key x not in this cluster.\"}}";
        assertThat(dialect.hear(error, "c0")).isEqualTo(new Reply.Complain(error));
        assertThat(dialect.hear(
                        "{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"c0\",\"data\":\"{\\\"subscription_count\\\":3}\"}",
                        "c0"))
                .isEqualTo(Reply.NOTHING);
    }

    @Test
    void channels_are_private_where_clients_publish() {
        assertThat(dialect.channelName("run-", 7, true)).isEqualTo("private-run-c7");
        assertThat(dialect.channelName("run-", 7, false)).isEqualTo("run-c7");
    }

    @Test
    void credentials_hide_their_secret_and_refuse_what_a_url_would_have_to_escape() {
        assertThat(APP).hasToString("Credentials[appId=3, key=278d425bdf160c739803]");
        assertThatThrownBy(() -> new Credentials("3", "a key", "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The key 'a key' is not made of letters, digits and . _ ~ - alone; check what the server printed.");
    }
}
