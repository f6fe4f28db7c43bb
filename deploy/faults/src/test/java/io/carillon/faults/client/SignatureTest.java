package io.carillon.faults.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The worked examples of Pusher's documentation. */
final class SignatureTest {

    private static final App APP = new App("3", "278d425bdf160c739803", "7ad3773142a6692b25b8");

    @Test
    void a_private_channel() {
        assertThat(Signature.ofSubscription(APP, "1234.1234", "private-foobar", ""))
                .isEqualTo("278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4");
    }

    @Test
    void a_presence_channel() {
        assertThat(Signature.ofSubscription(
                        APP,
                        "1234.1234",
                        "presence-foobar",
                        "{\"user_id\":10,\"user_info\":{\"name\":\"Mr. Channels\"}}"))
                .isEqualTo("278d425bdf160c739803:31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80");
    }

    @Test
    void a_published_event() {
        String body = "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}";

        assertThat(Signature.query(APP, "POST", "/apps/3/events", body, 1353088179, Map.of()))
                .isEqualTo("auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0"
                        + "&body_md5=ec365a775a4cd0599faeb73354201b6f"
                        + "&auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c");
    }
}
