package io.carillon.token;

import static io.carillon.token.Stage.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.Operation;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import io.carillon.token.Verification.Verified;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifiedTokenTest {

    private static ConnectionToken verified(Verification verification) {
        assertThat(verification).isInstanceOf(Verified.class);
        return ((Verified) verification).token();
    }

    private static ConnectionToken verified(TrustedIssuer issuer, String token) {
        return verified(Stage.verifier(app -> List.of(issuer)).verify(token, Stage.APP, NOW));
    }

    @Test
    void a_token_of_an_app_key_says_who_its_holder_is_and_what_they_may_do() {
        ConnectionToken token = verified(Stage.verify(Stage.token("""
                ,"jti":"t-1","sub":"42","user_info":{"name":"Ann","age":1.50},"watchlist":["7",8,"7"],
                 "capabilities":{"private-chat-*":["subscribe","publish"],"presence-*":["presence"]}""")));

        assertThat(token)
                .isEqualTo(new ConnectionToken(
                        "t-1",
                        Stage.ID,
                        null,
                        "live",
                        UserId.of("42"),
                        "{\"name\":\"Ann\",\"age\":1.50}",
                        Capabilities.of(Map.of(
                                ChannelPattern.of("private-chat-*"), Set.of(Operation.SUBSCRIBE, Operation.PUBLISH),
                                ChannelPattern.of("presence-*"), Set.of(Operation.PRESENCE))),
                        List.of(UserId.of("7"), UserId.of("8")),
                        NOW,
                        NOW.plusSeconds(600),
                        NOW.plusSeconds(630)));
        assertThat(token.member()).isEqualTo(new Member(UserId.of("42"), "{\"name\":\"Ann\",\"age\":1.50}"));
        assertThat(token.isSignedWith(AppKey.of("live"))).isTrue();
        assertThat(token.isSignedWith(AppKey.of("other"))).isFalse();
    }

    @Test
    void a_token_need_say_no_more_than_when_it_was_made_and_ends() {
        ConnectionToken token = verified(Stage.verify(Stage.token("")));

        assertThat(token.user()).isNull();
        assertThat(token.member()).isNull();
        assertThat(token.userInfo()).isEqualTo("{}");
        assertThat(token.capabilities().isEmpty()).isTrue();
        assertThat(token.watchlist()).isEmpty();
    }

    @Test
    void a_token_without_an_id_can_be_revoked_by_what_was_signed() {
        String id = verified(Stage.verify(Stage.token(""))).id();

        assertThat(id).startsWith("sha256:").hasSize(50);
        assertThat(verified(Stage.verify(Stage.token(""))).id()).isEqualTo(id);
        assertThat(verified(Stage.verify(Stage.token(",\"sub\":\"1\""))).id()).isNotEqualTo(id);
    }

    @Test
    void it_prints_nothing_that_is_told_to_few_and_nothing_that_opens_a_connection() {
        String text =
                Stage.token(",\"jti\":\"t-1\",\"sub\":\"42\",\"user_info\":{\"phone\":\"555\"},\"watchlist\":[\"77\"]");

        assertThat(verified(Stage.verify(text)))
                .hasToString(
                        "ConnectionToken[t-1, app 42, signed with app key live, user 42, expires 2026-01-01T00:10:00Z]");
    }

    @Test
    void a_token_gives_no_more_than_the_scope_of_its_key() {
        ConnectionToken token = verified(Stage.verify(Press.hs256(
                Stage.SECRET,
                Stage.header("narrow"),
                Stage.claims(",\"capabilities\":{\"*\":[\"subscribe\",\"publish\"]}"))));

        assertThat(token.allows(Operation.SUBSCRIBE, ChannelName.of("private-open-1")))
                .isTrue();
        assertThat(token.allows(Operation.PUBLISH, ChannelName.of("private-open-1")))
                .isFalse();
        assertThat(token.allows(Operation.SUBSCRIBE, ChannelName.of("private-shut-1")))
                .isFalse();
    }

    @Test
    void the_audience_of_a_token_of_an_app_key_may_be_the_app() {
        assertThat(Stage.verify(Stage.token(",\"aud\":\"42\""))).isInstanceOf(Verified.class);
        assertThat(Stage.verify(Stage.token(",\"aud\":[\"mail\",\"42\"]"))).isInstanceOf(Verified.class);
    }

    @Test
    void what_an_app_key_signs_may_name_a_backend_as_its_issuer() {
        assertThat(verified(Stage.verify(Stage.token(",\"iss\":\"my-backend\"")))
                        .issuer())
                .isNull();
    }

    @Test
    void clocks_may_differ_by_half_a_minute() {
        String ended = Press.hs256(
                Stage.SECRET, Stage.header("live"), "{\"iat\":" + (Stage.T - 600) + ",\"exp\":" + (Stage.T - 29) + "}");
        String early = Press.hs256(
                Stage.SECRET,
                Stage.header("live"),
                "{\"iat\":" + (Stage.T + 29) + ",\"nbf\":" + (Stage.T + 30) + ",\"exp\":" + (Stage.T + 600) + "}");

        assertThat(verified(Stage.verify(ended)).isOver(NOW)).isFalse();
        assertThat(verified(Stage.verify(ended)).isOver(NOW.plusSeconds(1))).isTrue();
        assertThat(Stage.verify(early)).isInstanceOf(Verified.class);
    }

    @Test
    void parts_of_seconds_are_dropped() {
        String token = Press.hs256(
                Stage.SECRET, Stage.header("live"), "{\"iat\":" + Stage.T + ".25,\"exp\":" + (Stage.T + 9) + ".999}");

        assertThat(verified(Stage.verify(token)).expiresAt()).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void tokens_of_an_identity_provider_say_who_the_user_is() {
        ConnectionToken token = verified(Stage.verify(
                Stage.issuedByRsa(",\"jti\":\"t-2\",\"name\":\"Ann\",\"capabilities\":{\"*\":[\"publish\"]}")));

        assertThat(token.issuer()).isEqualTo("https://rsa.example");
        assertThat(token.keyId()).isEqualTo("rsa-1");
        assertThat(token.user()).isEqualTo(UserId.of("ann"));
        assertThat(token.userInfo()).isEqualTo("{}");
        assertThat(token.capabilities().isEmpty()).isTrue();
        assertThat(token.isSignedWith(AppKey.of("rsa-1"))).isFalse();
    }

    @Test
    void es256_and_eddsa_are_verified_too() {
        String ec =
                Press.signed("ES256", Press.P256, "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}", Stage.issued(Stage.EC, ""));
        String ed =
                Press.signed("EdDSA", Press.ED25519, "{\"alg\":\"EdDSA\",\"kid\":\"any\"}", Stage.issued(Stage.ED, ""));
        String byItsNewName = Press.signed("EdDSA", Press.ED25519, "{\"alg\":\"Ed25519\"}", Stage.issued(Stage.ED, ""));

        assertThat(verified(Stage.verify(ec)).user()).isEqualTo(UserId.of("ann"));
        assertThat(verified(Stage.verify(ed)).user()).isEqualTo(UserId.of("ann"));
        assertThat(verified(Stage.verify(byItsNewName)).user()).isEqualTo(UserId.of("ann"));
    }

    @Test
    void an_issuer_may_have_its_own_words_for_everything() {
        TrustedIssuer issuer = Stage.RSA.withClaims(new ClaimMapping(
                ClaimPath.of("/user/id"),
                ClaimPath.of("https://example.com/profile"),
                List.of("picture", "nickname"),
                ClaimPath.of("rights"),
                ClaimPath.of("/user/friends")));

        ConnectionToken token = verified(issuer, Stage.issuedByRsa("""
                        ,"user":{"id":12345678901234567890,"friends":["bob"]},"https://example.com/profile":{"name":"Ann"},
                         "picture":"a.png","rights":"{\\"private-a\\":[\\"subscribe\\"]}\""""));

        assertThat(token.user()).isEqualTo(UserId.of("12345678901234567890"));
        assertThat(token.userInfo()).isEqualTo("{\"name\":\"Ann\",\"picture\":\"a.png\"}");
        assertThat(token.watchlist()).containsExactly(UserId.of("bob"));
        assertThat(token.allows(Operation.SUBSCRIBE, ChannelName.of("private-a")))
                .isTrue();
    }

    @Test
    void an_issuer_that_knows_nothing_of_channels_can_be_given_some_for_each_user() {
        TrustedIssuer issuer = Stage.RSA.withOtherwise(new CapabilityTemplate(
                Map.of("private-inbox-{user}", Set.of(Operation.SUBSCRIBE), "news-*", Set.of(Operation.SUBSCRIBE))));

        ConnectionToken token = verified(issuer, Stage.issuedByRsa(""));

        assertThat(token.allows(Operation.SUBSCRIBE, ChannelName.of("private-inbox-ann")))
                .isTrue();
        assertThat(token.allows(Operation.SUBSCRIBE, ChannelName.of("private-inbox-bob")))
                .isFalse();
        assertThat(token.allows(Operation.SUBSCRIBE, ChannelName.of("news-1"))).isTrue();
    }

    @Test
    void the_longest_time_that_an_issuer_gives_can_be_set() {
        TrustedIssuer issuer = Stage.RSA.withTimes(Duration.ZERO, Duration.ofSeconds(600));

        assertThat(verified(issuer, Stage.issuedByRsa("")).refusedFrom()).isEqualTo(NOW.plusSeconds(600));
    }
}
