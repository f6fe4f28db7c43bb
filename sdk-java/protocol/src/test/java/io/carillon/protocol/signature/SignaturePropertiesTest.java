package io.carillon.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.AppKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SignaturePropertiesTest {

    private static final AppKey KEY = AppKey.of("abc");

    @Property
    void what_a_secret_signs_it_verifies(@ForAll("texts") String secretText, @ForAll String message) {
        Secret secret = Secret.of(secretText);
        String signature = secret.sign(message);

        assertThat(signature).matches("[0-9a-f]{64}");
        assertThat(secret.verifies(message, signature)).isTrue();
    }

    @Property
    void no_signature_with_one_character_changed_verifies(
            @ForAll String message, @ForAll @IntRange(max = 63) int at, @ForAll char changed) {
        Secret secret = Secret.of("7ad3773142a6692b25b8");
        String signature = secret.sign(message);
        Assume.that(Character.toLowerCase(changed) != signature.charAt(at));

        String forged = signature.substring(0, at) + changed + signature.substring(at + 1);

        assertThat(secret.verifies(message, forged)).isFalse();
    }

    @Property
    void no_message_with_one_character_changed_verifies(
            @ForAll("texts") String message, @ForAll int where, @ForAll("texts") String change) {
        Secret secret = Secret.of("7ad3773142a6692b25b8");
        int at = Math.floorMod(where, message.length());
        String changed = message.substring(0, at) + change.charAt(0) + message.substring(at + 1);
        Assume.that(!bytes(changed).equals(bytes(message)));

        assertThat(secret.verifies(changed, secret.sign(message))).isFalse();
    }

    @Property
    void any_text_may_be_offered_as_a_signature(@ForAll String offered) {
        assertThat(Secret.of("secret").verifies("message", offered)).isFalse();
    }

    @Property
    void a_signed_request_is_verified_and_covers_its_body_alone(
            @ForAll byte[] body, @ForAll byte[] other, @ForAll("texts") String value) {
        String query = RequestSignature.signedQuery(
                KEY, Secret.of("secret"), "POST", "/apps/3/events", body, 1353088179, "x", value);

        RequestSignature request = RequestSignature.parse(query);

        assertThat(request.isBy(Secret.of("secret"), "POST", "/apps/3/events")).isTrue();
        assertThat(request.isBy(Secret.of("terces"), "POST", "/apps/3/events")).isFalse();
        assertThat(request.isBy(Secret.of("secret"), "GET", "/apps/3/events")).isFalse();
        assertThat(request.isBy(Secret.of("secret"), "POST", "/apps/4/events")).isFalse();
        assertThat(request.parameter("x")).isEqualTo(bytes(value));
        assertThat(request.covers(body)).isTrue();
        assertThat(request.covers(other)).isEqualTo(java.util.Arrays.equals(body, other));
    }

    @Property
    void any_query_and_path_are_read_and_explained_without_failing(
            @ForAll("queries") String query, @ForAll("queries") String path) {
        RequestSignature request = RequestSignature.parse(query);

        assertThat(request.isBy(Secret.of("secret"), "POST", path)).isFalse();
        assertThat(request.textToSign("POST", path)).startsWith("POST\n" + path + "\n");
        assertThat(SignatureDiagnosis.explain(
                        "POST", path, request, List.of(Secret.of("7ad3773142"), Secret.of("0123456789"))))
                .matches("Invalid signature: [ -~]+[.]")
                .doesNotContain("7ad3773142", "0123456789");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().ofMinLength(1).ofMaxLength(100);
    }

    @Provide
    Arbitrary<String> queries() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "auth_key=", "auth_signature=", "&", "=", "%", "%4", "%41", "+", "/apps/", "a", "%0A"),
                        Arbitraries.strings().ofLength(1).excludeChars('0', '7'))
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    /** As it is after a journey in UTF-8, which knows no halves of pairs. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
