package io.carillon.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.token.Verification.Refused;
import io.carillon.token.json.Json;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is offered, nothing is thrown, and nothing is believed that was not signed. */
class TokenPropertiesTest {

    private static final TokenVerifier VERIFIER = Stage.verifier(Stage.ISSUERS);

    private static Verification verify(String text) {
        return VERIFIER.verify(text, Stage.APP, Stage.NOW);
    }

    @Property
    void any_text_is_refused(@ForAll String text) {
        assertThat(verify(text)).isInstanceOf(Refused.class);
    }

    @Property
    void any_bytes_in_the_three_parts_are_refused(
            @ForAll byte[] header, @ForAll byte[] payload, @ForAll byte[] signature) {
        assertThat(verify(Press.base64(header) + "." + Press.base64(payload) + "." + Press.base64(signature)))
                .isInstanceOf(Refused.class);
    }

    @Property
    void any_signature_is_refused_for_every_kind_of_key(@ForAll byte[] signature, @ForAll("signers") String unsigned) {
        assertThat(verify(unsigned + "." + Press.base64(signature))).isInstanceOf(Refused.class);
    }

    @Provide
    Arbitrary<String> signers() {
        return Arbitraries.of(
                Press.unsigned(Stage.header("live"), Stage.claims("")),
                Press.unsigned("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}", Stage.issued(Stage.RSA, "")),
                Press.unsigned("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}", Stage.issued(Stage.EC, "")),
                Press.unsigned("{\"alg\":\"EdDSA\"}", Stage.issued(Stage.ED, "")));
    }

    @Property
    void one_changed_letter_is_noticed(@ForAll @IntRange(max = 1000) int at, @ForAll("letters") char letter) {
        String good = Stage.token(",\"sub\":\"ann\"");
        int place = at % good.length();
        String changed = good.substring(0, place) + letter + good.substring(place + 1);

        if (!changed.equals(good)) {
            assertThat(verify(changed)).isInstanceOf(Refused.class);
        }
    }

    @Provide
    Arbitrary<Character> letters() {
        return Arbitraries.chars().alpha().numeric().with('-', '_', '.', '=', ' ', '\n');
    }

    /** Signed, so that all of it is looked at. */
    @Property
    void any_claims_are_answered(@ForAll("claims") String more) {
        assertThat(verify(Stage.token("," + more))).isNotNull();
    }

    @Property(tries = 100)
    void any_claims_of_an_issuer_are_answered(@ForAll("claims") String more) {
        assertThat(verify(Stage.issuedByRsa("," + more))).isNotNull();
    }

    @Provide
    Arbitrary<String> claims() {
        Arbitrary<String> names = Arbitraries.of("jti", "user_info", "capabilities", "watchlist", "nbf", "x", "azp");
        return Combinators.combine(names, json(3)).as((name, value) -> "\"" + name + "\":" + value);
    }

    private static Arbitrary<String> json(int depth) {
        Arbitrary<String> plain = Arbitraries.of(
                "null",
                "true",
                "0",
                "-1",
                "1e5",
                "1.5",
                "\"\"",
                "\"subscribe\"",
                "\"private-*\"",
                "\"\\u0000\"",
                "\"\\ud800\"");
        if (depth == 0) {
            return plain;
        }
        Arbitrary<String> lists = json(depth - 1).list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]");
        Arbitrary<String> objects = Combinators.combine(
                        Arbitraries.of("\"*\"", "\"private-a\"", "\"\"", "\"#\""), json(depth - 1))
                .as((name, value) -> "{" + name + ":" + value + "}");
        return Arbitraries.oneOf(plain, lists, objects);
    }

    @Property
    void any_header_is_answered(@ForAll String alg, @ForAll String kid) {
        String header = Json.write(Map.of("alg", alg, "kid", kid));

        assertThat(verify(Press.hs256(Stage.SECRET, header, Stage.claims("")))).isInstanceOf(Refused.class);
    }
}
