package io.carillon.client.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.client.cipher.MasterKey;
import io.carillon.client.cipher.SharedSecret;
import io.carillon.protocol.ChannelName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SecretBoxTest {

    private static final byte[] KEY = "a key has thirty-two bytes, yes.".getBytes(StandardCharsets.US_ASCII);

    private final SecretBox box = new SecretBox();

    @TestFactory
    Stream<DynamicTest> what_others_have_sealed_is_opened_and_what_they_have_not_is_not() throws IOException {
        return vectors(vector -> {
            SharedSecret secret = SharedSecret.ofBase64(text(vector, "shared_secret"));
            String sealed = "{\"nonce\":\"" + text(vector, "nonce") + "\",\"ciphertext\":\""
                    + text(vector, "ciphertext") + "\"}";

            assertThat(secret.open(box, sealed)).isEqualTo(vector.get("data").textValue());
        });
    }

    @TestFactory
    Stream<DynamicTest> a_channel_has_the_key_that_others_compute_for_it() throws IOException {
        return vectors(vector -> assertThat(MasterKey.ofBase64(text(vector, "master_key"))
                        .of(ChannelName.of(text(vector, "channel")))
                        .base64())
                .isEqualTo(text(vector, "shared_secret")));
    }

    @TestFactory
    Stream<DynamicTest> what_is_sealed_is_the_same_to_the_byte() throws IOException {
        return vectors(vector -> {
            byte[] nonce = Base64.getDecoder().decode(text(vector, "nonce"));
            String data = vector.get("data").textValue();
            if (data != null) {
                byte[] sealed = box.seal(
                        data.getBytes(StandardCharsets.UTF_8),
                        nonce,
                        Base64.getDecoder().decode(text(vector, "shared_secret")));
                assertThat(Base64.getEncoder().encodeToString(sealed)).isEqualTo(text(vector, "ciphertext"));
            }
        });
    }

    @Property(tries = 200)
    void what_is_sealed_is_opened(@ForAll byte[] text, @ForAll byte number) {
        byte[] nonce = new byte[24];
        Arrays.fill(nonce, number);

        assertThat(box.open(box.seal(text, nonce, KEY), nonce, KEY)).isEqualTo(text);
    }

    @Property(tries = 200)
    void no_changed_byte_goes_unnoticed(@ForAll byte[] text, @ForAll int place, @ForAll byte change) {
        byte[] sealed = box.seal(text, new byte[24], KEY);
        sealed[Math.floorMod(place, sealed.length)] ^= change == 0 ? 1 : change;

        assertThat(box.open(sealed, new byte[24], KEY)).isNull();
    }

    @Test
    void each_seal_is_another_text() {
        SharedSecret secret = SharedSecret.ofBase64(Base64.getEncoder().encodeToString(KEY));

        String first = secret.seal(box, "hello");
        String second = secret.seal(box, "hello");

        assertThat(first).isNotEqualTo(second);
        assertThat(secret.open(box, first)).isEqualTo(secret.open(box, second)).isEqualTo("hello");
    }

    @Test
    void a_nonce_or_a_key_of_another_length_is_refused() {
        assertThatThrownBy(() -> box.seal(new byte[1], new byte[12], KEY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> box.open(new byte[17], new byte[24], new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private interface Check {
        void of(JsonNode vector);
    }

    private static Stream<DynamicTest> vectors(Check check) throws IOException {
        try (InputStream json =
                Objects.requireNonNull(SharedSecret.class.getResourceAsStream("/vectors/encryption.json"))) {
            return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false)
                    .map(vector -> dynamicTest(text(vector, "name"), () -> check.of(vector)));
        }
    }

    private static String text(JsonNode vector, String key) {
        return Objects.requireNonNull(vector.get(key).textValue(), key);
    }
}
