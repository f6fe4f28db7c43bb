package io.carillon.token;

import static io.carillon.token.RefusalCode.*;
import static io.carillon.token.Stage.OTHER_SECRET;
import static io.carillon.token.Stage.SECRET;
import static io.carillon.token.Stage.T;
import static io.carillon.token.Stage.claims;
import static io.carillon.token.Stage.header;
import static io.carillon.token.Stage.issued;
import static io.carillon.token.Stage.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.carillon.backplane.Scope;
import io.carillon.protocol.AppId;
import io.carillon.token.Verification.Refused;
import io.carillon.token.Verification.Verified;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What has been tried on tokens, here and elsewhere, and what comes of it. */
class AttackTableTest {

    private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}";
    private static final String ES256 = "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}";

    static Stream<Arguments> forged() {
        String good = token(",\"sub\":\"ann\"");
        String[] parts = good.split("\\.", -1);
        return Stream.of(
                row(
                        "signed with a guessed secret",
                        TOKEN_SIGNATURE_INVALID,
                        Press.hs256("secret", header("live"), claims(""))),
                row(
                        "signed with the app key, which all know",
                        TOKEN_SIGNATURE_INVALID,
                        Press.hs256("live", header("live"), claims(""))),
                row(
                        "signed with another key of the same app",
                        TOKEN_SIGNATURE_INVALID,
                        Press.hs256(OTHER_SECRET, header("live"), claims(""))),
                row(
                        "another user put in afterwards",
                        TOKEN_SIGNATURE_INVALID,
                        parts[0] + "." + Press.base64(claims(",\"sub\":\"bob\"")) + "." + parts[2]),
                row(
                        "another header put in afterwards",
                        TOKEN_SIGNATURE_INVALID,
                        Press.base64("{\"alg\":\"HS256\",\"kid\":\"live\"}") + "." + parts[1] + "." + parts[2]),
                row("no signature", TOKEN_SIGNATURE_INVALID, parts[0] + "." + parts[1] + "."),
                row("a signature that was cut short", TOKEN_SIGNATURE_INVALID, good.substring(0, good.length() - 3)),
                row(
                        "two signatures in a row",
                        TOKEN_SIGNATURE_INVALID,
                        good.substring(0, good.length() - 3) + parts[2]),
                row(
                        "an issuer's token, signed by somebody else",
                        TOKEN_SIGNATURE_INVALID,
                        Press.signed("RS256", Press.OTHER_RSA, RS256, issued(Stage.RSA, ""))),
                row(
                        "ES256 of zeros, which some verifiers took for right",
                        TOKEN_SIGNATURE_INVALID,
                        Press.unsigned(ES256, issued(Stage.EC, "")) + "." + Press.base64(new byte[64])),
                row(
                        "ES256 in DER",
                        TOKEN_SIGNATURE_INVALID,
                        Press.unsigned(ES256, issued(Stage.EC, "")) + "."
                                + Press.base64(
                                        Base64.getDecoder()
                                                .decode(
                                                        "MEUCIQD6m4f0b3Wm5w0vJ3l8cYQm0nq9c8m8e8i1rJ9l8c0x0wIgZ0v8b2m5w0vJ3l8cYQm0nq9c8m8e8i1rJ9l8c0x0w0s="))),
                row(
                        "ES256 with its halves exchanged",
                        TOKEN_SIGNATURE_INVALID,
                        exchanged(Press.signed("ES256", Press.P256, ES256, issued(Stage.EC, "")))),
                row(
                        "EdDSA with a signature that is too large",
                        TOKEN_SIGNATURE_INVALID,
                        enlarged(Press.signed("EdDSA", Press.ED25519, "{\"alg\":\"EdDSA\"}", issued(Stage.ED, "")))));
    }

    static Stream<Arguments> algorithms() {
        byte[] pem = Press.pem(Press.RSA).getBytes(StandardCharsets.UTF_8);
        String hs256 = "{\"alg\":\"HS256\",\"kid\":\"rsa-1\"}";
        return Stream.of(
                row("alg none", TOKEN_ALGORITHM_REFUSED, none("none")),
                row("alg None", TOKEN_ALGORITHM_REFUSED, none("None")),
                row("alg nOnE", TOKEN_ALGORITHM_REFUSED, none("nOnE")),
                row(
                        "alg none for an issuer",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.unsigned("{\"alg\":\"none\"}", issued(Stage.RSA, "")) + "."),
                row(
                        "alg in small letters",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.hs256(SECRET, "{\"alg\":\"hs256\",\"kid\":\"live\"}", claims(""))),
                row(
                        "HS512 with the right secret",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.hmac(
                                "HmacSHA512",
                                SECRET.getBytes(StandardCharsets.UTF_8),
                                "{\"alg\":\"HS512\",\"kid\":\"live\"}",
                                claims(""))),
                row(
                        "HS256 with the issuer's public key in PEM as the secret",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.hmac("HmacSHA256", pem, hs256, issued(Stage.RSA, ""))),
                row(
                        "HS256 with the issuer's public key in DER as the secret",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.hmac("HmacSHA256", Press.RSA.getPublic().getEncoded(), hs256, issued(Stage.RSA, ""))),
                row(
                        "HS256 with an app key in the name of an issuer",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.hs256(SECRET, header("live"), issued(Stage.RSA, ""))),
                row(
                        "RS256 in the name of an app key",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.signed("RS256", Press.RSA, "{\"alg\":\"RS256\",\"kid\":\"live\"}", claims(""))),
                row(
                        "RS384 where RS256 is pinned",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.signed(
                                "RS384", Press.RSA, "{\"alg\":\"RS384\",\"kid\":\"rsa-1\"}", issued(Stage.RSA, ""))),
                row(
                        "PS256 where RS256 is pinned",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.signed(
                                "PS256", Press.RSA, "{\"alg\":\"PS256\",\"kid\":\"rsa-1\"}", issued(Stage.RSA, ""))),
                row(
                        "ES256 where RS256 is pinned",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.signed(
                                "ES256", Press.P256, "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}", issued(Stage.RSA, ""))),
                row(
                        "ES384 where ES256 is pinned",
                        TOKEN_ALGORITHM_REFUSED,
                        Press.signed(
                                "ES384", Press.P384, "{\"alg\":\"ES384\",\"kid\":\"ec-1\"}", issued(Stage.EC, ""))),
                row(
                        "a password algorithm with a huge count",
                        TOKEN_HEADER_REFUSED,
                        Press.hs256(
                                SECRET,
                                "{\"alg\":\"PBES2-HS256+A128KW\",\"p2c\":2147483647,\"p2s\":\"AA\",\"kid\":\"live\"}",
                                claims(""))),
                row(
                        "a huge p2c beside a right signature",
                        TOKEN_HEADER_REFUSED,
                        Press.hs256(SECRET, "{\"alg\":\"HS256\",\"p2c\":2147483647,\"kid\":\"live\"}", claims(""))));
    }

    static Stream<Arguments> headers() {
        String jwk = Press.jwk("own", Press.OTHER_RSA);
        return Stream.of(
                row("a key of its own in jwk", TOKEN_HEADER_REFUSED, ownKey("\"jwk\":" + jwk)),
                row("a key of its own at jku", TOKEN_HEADER_REFUSED, ownKey("\"jku\":\"https://evil.example/keys\"")),
                row(
                        "a certificate of its own at x5u",
                        TOKEN_HEADER_REFUSED,
                        ownKey("\"x5u\":\"https://evil.example/cert\"")),
                row("a certificate of its own in x5c", TOKEN_HEADER_REFUSED, ownKey("\"x5c\":[\"AAAA\"]")),
                row(
                        "crit that nobody understands",
                        TOKEN_HEADER_REFUSED,
                        Press.hs256(
                                SECRET, "{\"alg\":\"HS256\",\"kid\":\"live\",\"crit\":[\"x\"],\"x\":1}", claims(""))),
                row(
                        "an empty crit",
                        TOKEN_HEADER_REFUSED,
                        Press.hs256(SECRET, "{\"alg\":\"HS256\",\"kid\":\"live\",\"crit\":[]}", claims(""))),
                row(
                        "b64 false, which changes what is signed",
                        TOKEN_HEADER_REFUSED,
                        Press.hs256(SECRET, "{\"alg\":\"HS256\",\"kid\":\"live\",\"b64\":false}", claims(""))),
                row(
                        "a packed payload",
                        TOKEN_HEADER_REFUSED,
                        Press.hs256(SECRET, "{\"alg\":\"HS256\",\"kid\":\"live\",\"zip\":\"DEF\"}", claims(""))),
                row(
                        "an encrypted token",
                        TOKEN_MALFORMED,
                        Press.base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..AAAA.AAAA.AAAA"),
                row(
                        "a token for logging out",
                        TOKEN_HEADER_REFUSED,
                        Press.signed(
                                "RS256",
                                Press.RSA,
                                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"logout+jwt\"}",
                                issued(Stage.RSA, ""))),
                row("no alg", TOKEN_MALFORMED, Press.hs256(SECRET, "{\"kid\":\"live\"}", claims(""))),
                row(
                        "alg that is a list",
                        TOKEN_MALFORMED,
                        Press.hs256(SECRET, "{\"alg\":[\"HS256\"],\"kid\":\"live\"}", claims(""))),
                row(
                        "kid that is an object",
                        TOKEN_MALFORMED,
                        Press.hs256(SECRET, "{\"alg\":\"HS256\",\"kid\":{}}", claims(""))),
                row(
                        "kid that is a file",
                        TOKEN_KEY_UNKNOWN,
                        Press.hs256("\0", "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}", claims(""))),
                row(
                        "kid that is SQL",
                        TOKEN_KEY_UNKNOWN,
                        Press.hs256("x", "{\"alg\":\"HS256\",\"kid\":\"x' UNION SELECT 'x\"}", claims(""))),
                row(
                        "kid of a thousand letters",
                        TOKEN_MALFORMED,
                        Press.hs256(SECRET, header("k".repeat(1000)), claims(""))));
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                row("a key of another app", TOKEN_KEY_UNKNOWN, Press.hs256(SECRET, header("elsewhere"), claims(""))),
                row(
                        "neither key nor issuer",
                        TOKEN_KEY_UNKNOWN,
                        Press.hs256(SECRET, "{\"alg\":\"HS256\"}", claims(""))),
                row("a key that was rotated away", TOKEN_KEY_EXPIRED, Press.hs256(SECRET, header("ended"), claims(""))),
                row(
                        "a secret that can be guessed",
                        TOKEN_KEY_UNUSABLE,
                        Press.hs256(Stage.SHORT_SECRET, header("short"), claims(""))),
                row(
                        "an issuer that nobody trusts",
                        TOKEN_ISSUER_UNKNOWN,
                        Press.signed(
                                "RS256",
                                Press.OTHER_RSA,
                                RS256,
                                claims(",\"iss\":\"https://evil.example\",\"aud\":\"spa\",\"sub\":\"ann\""))),
                row(
                        "an issuer whose name is nearly right",
                        TOKEN_ISSUER_UNKNOWN,
                        Press.signed(
                                "RS256",
                                Press.RSA,
                                RS256,
                                claims(",\"iss\":\"https://rsa.example/\",\"aud\":\"spa\",\"sub\":\"ann\""))),
                row(
                        "an issuer that is a list",
                        TOKEN_KEY_UNKNOWN,
                        Press.signed(
                                "RS256",
                                Press.RSA,
                                RS256,
                                claims(",\"iss\":[\"https://rsa.example\"],\"aud\":\"spa\",\"sub\":\"ann\""))),
                row(
                        "a key that the issuer does not have",
                        TOKEN_KEY_UNKNOWN,
                        Press.signed(
                                "RS256", Press.RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa-2\"}", issued(Stage.RSA, ""))),
                row("made by an app key for another app", TOKEN_AUDIENCE_WRONG, token(",\"aud\":\"43\"")),
                row("made by an app key for several others", TOKEN_AUDIENCE_WRONG, token(",\"aud\":[\"43\",\"44\"]")),
                row("made by an app key for an object", TOKEN_AUDIENCE_WRONG, token(",\"aud\":{\"42\":true}")),
                row(
                        "made by an issuer for somebody else's page",
                        TOKEN_AUDIENCE_WRONG,
                        Press.signed(
                                "RS256",
                                Press.RSA,
                                RS256,
                                claims(",\"iss\":\"https://rsa.example\",\"aud\":\"mail\",\"sub\":\"ann\""))),
                row(
                        "made by an issuer for nobody",
                        TOKEN_AUDIENCE_WRONG,
                        Press.signed(
                                "RS256",
                                Press.RSA,
                                RS256,
                                claims(",\"iss\":\"https://rsa.example\",\"sub\":\"ann\""))));
    }

    static Stream<Arguments> times() {
        return Stream.of(
                row("expired a while ago", TOKEN_EXPIRED, timed("\"iat\":" + (T - 600) + ",\"exp\":" + (T - 60))),
                row(
                        "expired for as long as clocks may differ",
                        TOKEN_EXPIRED,
                        timed("\"iat\":" + (T - 600) + ",\"exp\":" + (T - 30))),
                row("expired since 1970", TOKEN_EXPIRED, timed("\"iat\":0,\"exp\":0")),
                row("never ends", TOKEN_CLAIM_MISSING, timed("\"iat\":" + T)),
                row("an end that is null", TOKEN_CLAIM_MISSING, timed("\"iat\":" + T + ",\"exp\":null")),
                row(
                        "an end that is text",
                        TOKEN_CLAIM_INVALID,
                        timed("\"iat\":" + T + ",\"exp\":\"" + (T + 60) + "\"")),
                row("an end before time began", TOKEN_CLAIM_INVALID, timed("\"iat\":" + T + ",\"exp\":-1")),
                row(
                        "an end in milliseconds",
                        TOKEN_CLAIM_INVALID,
                        timed("\"iat\":" + T + ",\"exp\":" + (T + 60) + "000")),
                row("an end with a huge exponent", TOKEN_CLAIM_INVALID, timed("\"iat\":" + T + ",\"exp\":1e999999999")),
                row(
                        "an end beyond all numbers",
                        TOKEN_CLAIM_INVALID,
                        timed("\"iat\":" + T + ",\"exp\":" + "9".repeat(400))),
                row("a beginning that is not told", TOKEN_CLAIM_MISSING, timed("\"exp\":" + (T + 60))),
                row(
                        "made by a clock that is ahead",
                        TOKEN_NOT_YET_VALID,
                        timed("\"iat\":" + (T + 31) + ",\"exp\":" + (T + 600))),
                row(
                        "not yet valid",
                        TOKEN_NOT_YET_VALID,
                        timed("\"iat\":" + T + ",\"nbf\":" + (T + 31) + ",\"exp\":" + (T + 600))),
                row(
                        "a beginning that is a list",
                        TOKEN_CLAIM_INVALID,
                        timed("\"iat\":" + T + ",\"nbf\":[],\"exp\":" + (T + 600))),
                row("over before it began", TOKEN_CLAIM_INVALID, timed("\"iat\":" + (T + 20) + ",\"exp\":" + (T + 20))),
                row(
                        "good for a year",
                        TOKEN_LIFETIME_TOO_LONG,
                        timed("\"iat\":" + T + ",\"exp\":" + (T + 365 * 86_400))));
    }

    static Stream<Arguments> shapes() {
        String good = token("");
        String last = good.substring(0, good.length() - 1);
        return Stream.of(
                row("nothing", TOKEN_MALFORMED, ""),
                row("a word", TOKEN_MALFORMED, "token"),
                row("two full stops", TOKEN_MALFORMED, ".."),
                row("four parts", TOKEN_MALFORMED, good + "."),
                row("with the word Bearer", TOKEN_MALFORMED, "Bearer " + good),
                row("with a line's end", TOKEN_MALFORMED, good + "\n"),
                row("with padding", TOKEN_MALFORMED, good + "="),
                row(
                        "with another last letter that means the same",
                        TOKEN_MALFORMED,
                        last + sameBytes(good.charAt(good.length() - 1))),
                row("in the other base64", TOKEN_MALFORMED, "+/" + good),
                row("with a letter of no base64", TOKEN_MALFORMED, good + "\u00e9"),
                row(
                        "a payload that is not UTF-8",
                        TOKEN_MALFORMED,
                        Press.base64(header("live")) + "."
                                + Press.base64(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}) + ".AAAA"),
                row("a payload that is a list", TOKEN_MALFORMED, Press.hs256(SECRET, header("live"), "[]")),
                row("a header that is a list", TOKEN_MALFORMED, Press.hs256(SECRET, "[]", claims(""))),
                row("two payloads", TOKEN_MALFORMED, Press.hs256(SECRET, header("live"), claims("") + claims(""))),
                row(
                        "a payload with comments",
                        TOKEN_MALFORMED,
                        Press.hs256(SECRET, header("live"), "/**/" + claims(""))),
                row("a payload with NaN", TOKEN_MALFORMED, Press.hs256(SECRET, header("live"), claims(",\"x\":NaN"))),
                row("a claim that stands twice", TOKEN_MALFORMED, token(",\"sub\":\"ann\",\"sub\":\"bob\"")),
                row(
                        "a claim that stands twice, once in disguise",
                        TOKEN_MALFORMED,
                        token(",\"sub\":\"ann\",\"s\\u0075b\":\"bob\"")),
                row(
                        "a name that stands twice, further down",
                        TOKEN_MALFORMED,
                        token(",\"capabilities\":{\"a\":[],\"a\":[\"publish\"]}")),
                row(
                        "alg that stands twice",
                        TOKEN_MALFORMED,
                        Press.hs256(SECRET, "{\"alg\":\"HS256\",\"alg\":\"none\",\"kid\":\"live\"}", claims(""))),
                row("a payload nested too deep", TOKEN_MALFORMED, token(",\"x\":" + "[".repeat(30) + "]".repeat(30))),
                row("a payload nested as deep as it goes", TOKEN_MALFORMED, token(",\"x\":" + "[".repeat(5000))),
                row(
                        "a header nested too deep",
                        TOKEN_MALFORMED,
                        Press.hs256(
                                SECRET,
                                "{\"alg\":\"HS256\",\"x\":" + "{\"a\":".repeat(30) + "1" + "}".repeat(30) + "}",
                                claims(""))),
                row("one letter too long", TOKEN_TOO_LARGE, "a".repeat(8193)),
                row("a megabyte", TOKEN_TOO_LARGE, token(",\"x\":\"" + "x".repeat(1 << 20) + "\"")));
    }

    static Stream<Arguments> words() {
        return Stream.of(
                row(
                        "an operation that there is not",
                        TOKEN_CLAIM_INVALID,
                        token(",\"capabilities\":{\"a\":[\"subscribe\",\"fly\"]}")),
                row("the operation of servers", TOKEN_CLAIM_INVALID, token(",\"capabilities\":{\"*\":[\"admin\"]}")),
                row("operations in capitals", TOKEN_CLAIM_INVALID, token(",\"capabilities\":{\"*\":[\"SUBSCRIBE\"]}")),
                row(
                        "an operation that is no list",
                        TOKEN_CLAIM_INVALID,
                        token(",\"capabilities\":{\"*\":\"subscribe\"}")),
                row(
                        "a thousand operations",
                        TOKEN_CLAIM_INVALID,
                        token(",\"capabilities\":{\"*\":[" + String.join(",", Collections.nCopies(300, "\"subscribe\""))
                                + "]}")),
                row(
                        "channels of other users",
                        TOKEN_CLAIM_INVALID,
                        token(",\"capabilities\":{\"#server-to-user-*\":[\"subscribe\"]}")),
                row(
                        "a pattern of stars",
                        TOKEN_CLAIM_INVALID,
                        token(",\"capabilities\":{\"*a*a*a*a*a*a*a*a*\":[\"subscribe\"]}")),
                row(
                        "a pattern with letters that names do not have",
                        TOKEN_CLAIM_INVALID,
                        token(",\"capabilities\":{\"private chat\":[\"subscribe\"]}")),
                row("capabilities that are a list", TOKEN_CLAIM_INVALID, token(",\"capabilities\":[\"subscribe\"]")),
                row("capabilities that are some text", TOKEN_CLAIM_INVALID, token(",\"capabilities\":\"all\"")),
                row("too many patterns", TOKEN_CLAIM_INVALID, token(",\"capabilities\":{" + patterns(101) + "}")),
                row("a user without a name", TOKEN_CLAIM_INVALID, token(",\"sub\":\"\"")),
                row("a user with a long name", TOKEN_CLAIM_INVALID, token(",\"sub\":\"" + "a".repeat(129) + "\"")),
                row("a user who breaks lines", TOKEN_CLAIM_INVALID, token(",\"sub\":\"ann\\nroot\"")),
                row("a user who is an object", TOKEN_CLAIM_INVALID, token(",\"sub\":{}")),
                row("a user who is one and a half", TOKEN_CLAIM_INVALID, token(",\"sub\":1.5")),
                row(
                        "an issuer's token of nobody",
                        TOKEN_CLAIM_MISSING,
                        Press.signed(
                                "RS256", Press.RSA, RS256, claims(",\"iss\":\"https://rsa.example\",\"aud\":\"spa\""))),
                row("user_info that is text", TOKEN_CLAIM_INVALID, token(",\"user_info\":\"Ann\"")),
                row("a watchlist that is a name", TOKEN_CLAIM_INVALID, token(",\"watchlist\":\"bob\"")),
                row(
                        "a watchlist of everybody",
                        TOKEN_CLAIM_INVALID,
                        token(",\"watchlist\":[" + String.join(",", Collections.nCopies(1001, "1")) + "]")),
                row("a watchlist of objects", TOKEN_CLAIM_INVALID, token(",\"watchlist\":[{}]")),
                row("an id that is a number", TOKEN_CLAIM_INVALID, token(",\"jti\":7")),
                row("an id that is long", TOKEN_CLAIM_INVALID, token(",\"jti\":\"" + "j".repeat(129) + "\"")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"forged", "algorithms", "headers", "strangers", "times", "shapes", "words"})
    void is_refused(String story, RefusalCode code, String token) {
        Verification verification = Stage.verify(token);

        assertThat(verification).isInstanceOf(Refused.class);
        var refused = (Refused) verification;
        assertThat(refused.code()).as(refused.words()).isEqualTo(code);
        assertThat(refused.words())
                .endsWith(".")
                .hasSizeBetween(20, 600)
                .doesNotContain(SECRET, OTHER_SECRET, Stage.SHORT_SECRET)
                .matches("[ -~]*");
    }

    @Test
    void the_same_stories_end_well_for_whoever_does_them_right() {
        assertThat(Stage.verify(token(""))).isInstanceOf(Verified.class);
        assertThat(Stage.verify(Press.signed("RS256", Press.RSA, RS256, issued(Stage.RSA, ""))))
                .isInstanceOf(Verified.class);
        assertThat(Stage.verify(Press.signed("ES256", Press.P256, ES256, issued(Stage.EC, ""))))
                .isInstanceOf(Verified.class);
        assertThat(Stage.verify(Press.signed("EdDSA", Press.ED25519, "{\"alg\":\"EdDSA\"}", issued(Stage.ED, ""))))
                .isInstanceOf(Verified.class);
        assertThat(Stage.verify(token(",\"x\":" + "[".repeat(15) + "]".repeat(15))))
                .isInstanceOf(Verified.class);
        assertThat(Stage.verify(token(",\"capabilities\":{" + patterns(100) + "}")))
                .isInstanceOf(Verified.class);
    }

    @Test
    void a_token_is_good_for_one_app_only() {
        var elsewhere = Stage.app(AppId.of("43"), Stage.pair("live43", OTHER_SECRET, Scope.EVERYTHING, null));
        String ofAnIssuer = Stage.issuedByRsa("");

        assertThat(Stage.verify(token(""), elsewhere))
                .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(TOKEN_KEY_UNKNOWN));
        assertThat(Stage.verify(ofAnIssuer, elsewhere))
                .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(TOKEN_ISSUER_UNKNOWN));
    }

    private static Arguments row(String story, RefusalCode code, String token) {
        return arguments(story, code, token);
    }

    private static String none(String alg) {
        return Press.unsigned("{\"alg\":\"" + alg + "\",\"kid\":\"live\"}", claims(",\"sub\":\"admin\"")) + ".";
    }

    private static String ownKey(String field) {
        return Press.signed(
                "RS256", Press.OTHER_RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"," + field + "}", issued(Stage.RSA, ""));
    }

    private static String timed(String claims) {
        return Press.hs256(SECRET, header("live"), "{" + claims + "}");
    }

    private static String patterns(int count) {
        return Stream.iterate(1, i -> i + 1)
                .limit(count)
                .map(i -> "\"c-" + i + "\":[\"subscribe\"]")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }

    /** The last letter of a signature of 32 bytes with a bit more that belongs to no byte. */
    private static char sameBytes(char letter) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return letters.charAt(letters.indexOf(letter) + 1);
    }

    private static String exchanged(String token) {
        byte[] signature = signature(token);
        byte[] other = Arrays.copyOf(signature, 64);
        System.arraycopy(signature, 0, other, 32, 32);
        System.arraycopy(signature, 32, other, 0, 32);
        return withSignature(token, other);
    }

    /** Adds the order of the group to the second half: the same point, written otherwise. */
    private static String enlarged(String token) {
        byte[] signature = signature(token);
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] half = Arrays.copyOfRange(signature, 32, 64);
        BigInteger s = new BigInteger(1, reversed(half)).add(order);
        byte[] bytes = s.toByteArray();
        byte[] padded = new byte[32];
        int skip = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, skip, padded, 32 - (bytes.length - skip), bytes.length - skip);
        byte[] other = Arrays.copyOf(signature, 64);
        System.arraycopy(reversed(padded), 0, other, 32, 32);
        return withSignature(token, other);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        return turned;
    }

    private static byte[] signature(String token) {
        return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    }

    private static String withSignature(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + Press.base64(signature);
    }
}
