package io.carillon.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SignatureDiagnosisTest {

    private static final String PATH = "/apps/3/Channels";
    private static final String UNSIGNED =
            "info=user_count%2Ccache&auth_timestamp=1&auth_version=1.0&auth_key=abc&Body_MD5=d41d";
    private static final String SIGNED =
            "auth_key=abc&auth_timestamp=1&auth_version=1.0&body_md5=d41d&info=user_count,cache";
    private static final Secret SECRET = Secret.of("7ad3773142a6692b25b8");
    private static final Secret OTHER = Secret.of("0123456789abcdef");

    @Test
    void shows_the_text_to_sign_on_one_line_and_no_secret() {
        String signature = "0".repeat(64);

        String answer = explain(signature);

        assertThat(answer)
                .isEqualTo("Invalid signature: you should have sent HmacSHA256Hex(\"GET\\n/apps/3/Channels\\n" + SIGNED
                        + "\", your_secret_key), but you sent \"" + signature
                        + "\". It fits none of the usual mistakes:"
                        + " compare this text with the one that you signed, and check that the secret belongs to the key"
                        + " in auth_key.");
    }

    @Test
    void never_shows_a_secret_or_the_signature_that_would_be_right() {
        String right = SECRET.sign("GET\n" + PATH + "\n" + SIGNED);

        assertThat(Stream.of("0".repeat(64), "", "abc", OTHER.sign("x"), SECRET.sign("x"))
                        .map(SignatureDiagnosisTest::explain))
                .noneMatch(answer ->
                        answer.contains(SECRET.reveal()) || answer.contains(OTHER.reveal()) || answer.contains(right));
    }

    @TestFactory
    Stream<DynamicTest> names_the_mistake() {
        return Stream.of(
                mistake("the method is POST, but the request came as GET", "POST\n" + PATH + "\n" + SIGNED),
                mistake("the method is in lower case: sign it in upper case", "get\n" + PATH + "\n" + SIGNED),
                mistake(
                        "the values are signed escaped: sign them as they are before they are escaped for the URL",
                        "GET\n" + PATH + "\n" + SIGNED.replace(",", "%2C")),
                mistake(
                        "body_md5 is left out: it is signed like every other parameter",
                        "GET\n" + PATH + "\n" + SIGNED.replace("&body_md5=d41d", "")),
                mistake(
                        "only auth_key, auth_timestamp, auth_version and body_md5 are signed: sign all parameters of the"
                                + " query",
                        "GET\n" + PATH + "\n" + SIGNED.replace("&info=user_count,cache", "")),
                mistake(
                        "the parameters are in the order of the URL: sign them sorted by key",
                        "GET\n" + PATH
                                + "\ninfo=user_count,cache&auth_timestamp=1&auth_version=1.0&auth_key=abc&body_md5=d41d"),
                mistake(
                        "the keys are as they stand in the URL: sign them in lower case",
                        "GET\n" + PATH
                                + "\nBody_MD5=d41d&auth_key=abc&auth_timestamp=1&auth_version=1.0&info=user_count,cache"),
                mistake("the path is in upper case", "GET\n/APPS/3/CHANNELS\n" + SIGNED),
                mistake("the path is in lower case", "GET\n/apps/3/channels\n" + SIGNED),
                mistake(
                        "the path has a slash at its end, but the request has none",
                        "GET\n/apps/3/Channels/\n" + SIGNED),
                mistake("the path has no slash at its start", "GET\napps/3/Channels\n" + SIGNED),
                mistake(
                        "the path begins with /pusher: a prefix that a proxy takes away is not signed",
                        "GET\n/pusher/apps/3/Channels\n" + SIGNED),
                mistake("the path lacks /apps/APP_ID at its start", "GET\n/Channels\n" + SIGNED),
                mistake("the text ends with a line break: sign it without", "GET\n" + PATH + "\n" + SIGNED + "\n"),
                mistake(
                        "its lines end with a carriage return and a line feed: sign a line feed alone",
                        "GET\r\n" + PATH + "\r\n" + SIGNED),
                mistake(
                        "its lines are parted by a backslash and an n: sign line feeds",
                        "GET\\n" + PATH + "\\n" + SIGNED));
    }

    private static DynamicTest mistake(String words, String signed) {
        return DynamicTest.dynamicTest(words, () -> {
            assertThat(explain(SECRET.sign(signed))).endsWith("\". Yours fits if " + words + ".");
            assertThat(explain(SECRET.sign(signed).toUpperCase(java.util.Locale.ROOT)))
                    .endsWith("\". Yours fits if " + words + ".");
        });
    }

    @Test
    void names_a_value_that_was_escaped_for_signing_alone() {
        String query = "auth_key=abc&filter_by_prefix=a,b c";
        String escaped = "GET\n/apps/3/channels\nauth_key=abc&filter_by_prefix=a%2Cb";

        assertThat(Stream.of("+c", "%20c")
                        .map(end -> SignatureDiagnosis.explain(
                                "GET",
                                "/apps/3/channels",
                                RequestSignature.parse(query + "&auth_signature=" + SECRET.sign(escaped + end)),
                                List.of(SECRET))))
                .allMatch(answer -> answer.endsWith("Yours fits if the values are signed escaped: sign them as they are"
                        + " before they are escaped for the URL."));
    }

    @Test
    void names_a_slash_and_a_prefix_that_the_request_has_too_much() {
        assertThat(explain("/apps/3/channels/", SECRET.sign("GET\n/apps/3/channels\n" + SIGNED)))
                .endsWith("Yours fits if the path has no slash at its end, but the request has one.");
        assertThat(explain("/proxy/apps/3/channels", SECRET.sign("GET\n/apps/3/channels\n" + SIGNED)))
                .endsWith(
                        "Yours fits if the path begins with /apps/, but the request came with a prefix that this server"
                                + " does not know.");
    }

    @Test
    void names_the_secret_of_another_key() {
        assertThat(explain(OTHER.sign("GET\n" + PATH + "\n" + SIGNED)))
                .endsWith(
                        "It was made with the secret of another key of this app: use the secret of the key in auth_key.");
    }

    @Test
    void names_base64() {
        byte[] right = HexFormat.of().parseHex(SECRET.sign("GET\n" + PATH + "\n" + SIGNED));

        assertThat(explain(Base64.getEncoder().encodeToString(right)))
                .endsWith("It is written in Base64: write the same bytes as 64 hexadecimal digits.");
        assertThat(explain(Base64.getUrlEncoder().withoutPadding().encodeToString(right)))
                .endsWith("It is written in Base64: write the same bytes as 64 hexadecimal digits.");
    }

    @Test
    void names_another_digest_by_its_length() {
        assertThat(explain("0".repeat(40)))
                .endsWith("It is not a hexadecimal HMAC-SHA256, which has 64 digits 0-9 a-f; 40 are a SHA-1.");
        assertThat(explain("0".repeat(32))).endsWith("; 32 are an MD5.");
        assertThat(explain("0".repeat(128))).endsWith("; 128 are a SHA-512.");
        assertThat(explain("hello")).endsWith("It is not a hexadecimal HMAC-SHA256, which has 64 digits 0-9 a-f.");
    }

    @Test
    void says_when_there_is_no_signature() {
        String answer = SignatureDiagnosis.explain("GET", PATH, RequestSignature.parse(UNSIGNED), List.of(SECRET));

        assertThat(answer).endsWith("\", your_secret_key), but you sent none. Add it to the query as auth_signature.");
        assertThat(explain("")).isEqualTo(answer);
    }

    @Test
    void says_when_nothing_is_wrong() {
        assertThat(explain(SECRET.sign("GET\n" + PATH + "\n" + SIGNED)))
                .endsWith("Yet this is the same: the signature is right.");
    }

    @Test
    void a_hostile_query_cannot_break_a_line_or_fill_a_log() {
        String answer = SignatureDiagnosis.explain(
                "GET",
                PATH,
                RequestSignature.parse(
                        "a=%0A%1B%22%5C\u00e9" + "x".repeat(100_000) + "&auth_signature=%0D" + "y".repeat(100_000)),
                List.of(SECRET));

        assertThat(answer)
                .matches("[ -~]+")
                .contains("a=\\n\\u001b\\\"\\\\\\u00e9xxx", "\"\\u000dyyy")
                .hasSizeLessThan(9_000);
    }

    private static String explain(String signature) {
        return explain(PATH, signature);
    }

    private static String explain(String path, String signature) {
        return SignatureDiagnosis.explain(
                "GET", path, RequestSignature.parse(UNSIGNED + "&auth_signature=" + signature), List.of(SECRET, OTHER));
    }
}
