package io.carillon.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.Vectors;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RequestSignatureTest {

    private static final AppKey KEY = AppKey.of("278d425bdf160c739803");
    private static final Secret SECRET = Secret.of("7ad3773142a6692b25b8");

    @TestFactory
    Stream<DynamicTest> requests_are_verified_as_the_vectors_say() {
        return Vectors.test("request-signatures.json", vector -> {
            Secret secret = Secret.of(Vectors.text(vector, "secret"));
            String method = Vectors.text(vector, "method");
            String path = Vectors.text(vector, "path");
            byte[] body = Vectors.text(vector, "body").getBytes(StandardCharsets.UTF_8);

            RequestSignature request = RequestSignature.parse(Vectors.text(vector, "query"));

            assertThat(request.isBy(secret, method, path))
                    .isEqualTo(vector.get("valid").booleanValue());
            assertThat(request.covers(body)).isEqualTo(vector.get("covers_body").booleanValue());
            String decodedPath = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            assertThat(Vectors.text(vector, "string_to_sign"))
                    .isIn(request.textToSign(method, path), request.textToSign(method, decodedPath));
            assertThat(secret.sign(Vectors.text(vector, "string_to_sign")))
                    .isEqualTo(Vectors.text(vector, "signature"));
            for (JsonNode parameter : vector.get("parameters")) {
                assertThat(request.parameter(parameter.get(0).textValue()))
                        .isEqualTo(parameter.get(1).textValue());
            }
        });
    }

    @Test
    void a_query_that_we_sign_is_the_one_that_pusher_documents() {
        byte[] body = "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}"
                .getBytes(StandardCharsets.UTF_8);

        String query = RequestSignature.signedQuery(KEY, SECRET, "POST", "/apps/3/events", body, 1353088179);

        assertThat(query)
                .isEqualTo("auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0"
                        + "&body_md5=ec365a775a4cd0599faeb73354201b6f"
                        + "&auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c");
    }

    @Test
    void a_query_that_we_sign_is_escaped_for_a_url_and_signed_unescaped() {
        String query = RequestSignature.signedQuery(
                KEY, SECRET, "get", "/apps/3/channels", null, 7, "Filter_By_Prefix", "presence-a;b c&d=+%", "info", "");

        assertThat(query)
                .contains("&Filter_By_Prefix=presence-a%3Bb+c%26d%3D%2B%25&info=&")
                .doesNotContain("body_md5");
        RequestSignature request = RequestSignature.parse(query);
        assertThat(request.parameter("filter_by_prefix")).isEqualTo("presence-a;b c&d=+%");
        assertThat(request.textToSign("GET", "/apps/3/channels"))
                .isEqualTo("GET\n/apps/3/channels\nauth_key=278d425bdf160c739803&auth_timestamp=7&auth_version=1.0"
                        + "&filter_by_prefix=presence-a;b c&d=+%&info=");
        assertThat(request.isBy(SECRET, "GET", "/apps/3/channels")).isTrue();
    }

    @Test
    void a_key_without_a_value_is_a_mistake_of_the_program() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestSignature.signedQuery(KEY, SECRET, "GET", "/", null, 7, "info"))
                .withMessage("parameter info has no value");
    }

    @Test
    void an_empty_query_has_no_parameters() {
        RequestSignature request = RequestSignature.parse("");

        assertThat(request.parameter("auth_key")).isNull();
        assertThat(request.textToSign("GET", "/apps/3/channels")).isEqualTo("GET\n/apps/3/channels\n");
        assertThat(request.isBy(SECRET, "GET", "/apps/3/channels")).isFalse();
    }

    @Test
    void of_a_repeated_parameter_the_first_counts_and_both_are_signed() {
        RequestSignature request = RequestSignature.parse("info=b&info=a");

        assertThat(request.parameter("info")).isEqualTo("b");
        assertThat(request.textToSign("GET", "/")).isEqualTo("GET\n/\ninfo=b&info=a");
    }
}
