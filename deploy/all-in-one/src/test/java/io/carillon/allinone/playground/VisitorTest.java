package io.carillon.allinone.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.app.FirstApp;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorTest {

    private static final FirstApp APP = new FirstApp(AppId.of("1"), AppKey.of("k"), Secret.of("s"), Secret.of("t"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:6001",
                "LOCALHOST:6001",
                "127.0.0.1:6001",
                "[::1]:6001",
                "[::1]",
                "127.0.0.3:6001"
            })
    void our_names_are_ours(String host) {
        assertThat(asking("127.0.0.3", host, null).asksForUs()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:6001",
                "localhost.evil.example:6001",
                "127.0.0.1.evil.example",
                "192.168.1.7:6001"
            })
    void other_names_are_not_even_if_they_lead_here(String host) {
        assertThat(asking("127.0.0.1", host, null).asksForUs()).isFalse();
    }

    @Test
    void a_request_that_names_nobody_is_not_for_us() {
        assertThat(asking("127.0.0.1", null, null).asksForUs()).isFalse();
    }

    @Test
    void where_we_listen_everywhere_every_address_is_ours_but_no_name() {
        assertThat(asking("0.0.0.0", "192.168.1.7:6001", null).asksForUs()).isTrue();
        assertThat(asking("0.0.0.0", "[fe80::1]:6001", null).asksForUs()).isTrue();
        assertThat(asking("0.0.0.0", "evil.example:6001", null).asksForUs()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173", "https://localhost", "http://127.0.0.1:8000", "http://[::1]:3000"})
    void pages_that_this_machine_serves_are_trusted(String origin) {
        Visitor visitor = asking("127.0.0.1", "127.0.0.1:6001", origin);

        assertThat(visitor.trustedOrigin()).contains(origin);
        assertThat(visitor.comesFromStranger()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://evil.example",
                "http://localhost.evil.example",
                "http://localhost@evil.example",
                "http://192.168.1.7:6001",
                "file://localhost/x",
                "http://evil.example:6001",
                "::"
            })
    void pages_of_others_are_strangers(String origin) {
        Visitor visitor = asking("127.0.0.1", "127.0.0.1:6001", origin);

        assertThat(visitor.trustedOrigin()).isEmpty();
        assertThat(visitor.comesFromStranger()).isTrue();
    }

    @Test
    void the_playground_itself_is_trusted_under_the_address_by_which_it_was_opened() {
        assertThat(asking("0.0.0.0", "192.168.1.7:6001", "http://192.168.1.7:6001")
                        .trustedOrigin())
                .contains("http://192.168.1.7:6001");
        assertThat(asking("0.0.0.0", "192.168.1.7:6001", "http://192.168.1.8:6001")
                        .trustedOrigin())
                .isEmpty();
    }

    @Test
    void who_is_no_browser_is_no_stranger() {
        Visitor visitor = asking("127.0.0.1", "127.0.0.1:6001", null);

        assertThat(visitor.comesFromStranger()).isFalse();
        assertThat(visitor.trustedOrigin()).isEmpty();
    }

    @Test
    void only_a_loopback_address_is_this_machine() throws UnknownHostException {
        assertThat(from("127.0.0.1").isLocal()).isTrue();
        assertThat(from("::1").isLocal()).isTrue();
        assertThat(from("192.168.1.7").isLocal()).isFalse();
        assertThat(from("0.0.0.0").isLocal()).isFalse();
    }

    private static Visitor asking(String listening, @Nullable String host, @Nullable String origin) {
        return new Visitor(
                new PlaygroundSettings(APP, listening, "", false), InetAddress.getLoopbackAddress(), host, origin);
    }

    private static Visitor from(String address) throws UnknownHostException {
        return new Visitor(
                new PlaygroundSettings(APP, "127.0.0.1", "", false), InetAddress.getByName(address), "localhost", null);
    }
}
