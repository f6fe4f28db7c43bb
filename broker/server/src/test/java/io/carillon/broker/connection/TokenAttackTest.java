package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Revocations;
import io.carillon.backplane.Scope;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.broker.TestToken;
import io.carillon.protocol.ChannelPattern;
import io.carillon.token.IssuerText;
import io.carillon.token.Press;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What somebody tries who has no good token, or a good one for something else. What verification itself refuses has a longer table. */
final class TokenAttackTest {

    private static final String ISSUER = "https://id/";
    private static final String HEADER = "{\"alg\":\"HS256\",\"kid\":\"" + TestToken.KEY + "\"}";
    private static final String ALL = "{\"private-*\":[\"subscribe\",\"publish\"],\"presence-*\":[\"presence\"]}";

    /** An attempt at the door, and what becomes of it. */
    private record Row(String name, Function<TestCluster, String> token, int close, String reason) {}

    private static final List<Row> TABLE = List.of(
            new Row("forged: signed with a guess", c -> token(c).forged(), 4010, "token_signature_invalid"),
            new Row("forged: not signed at all", c -> unsigned(c, "none"), 4010, "token_algorithm_refused"),
            new Row("forged: another user in the payload", TokenAttackTest::altered, 4010, "token_signature_invalid"),
            new Row("expired", c -> old(c).signed(), 4110, "token_expired"),
            new Row(
                    "replayed after it was revoked",
                    c -> token(c).named("revoked").signed(),
                    4110,
                    "token_revoked"),
            new Row(
                    "wrong app: signed with a key of another app",
                    c -> Press.hs256(
                            "the-secret-of-another-app-altogether",
                            "{\"alg\":\"HS256\",\"kid\":\"other\"}",
                            claims(c, "")),
                    4010,
                    "token_key_unknown"),
            new Row(
                    "wrong app: aud names another",
                    c -> Press.hs256(TestToken.SECRET.reveal(), HEADER, claims(c, "\"aud\":\"7002\",")),
                    4010,
                    "token_audience_wrong"),
            new Row(
                    "wrong app: the issuer made it for somebody else's page",
                    c -> token(c).issuedBy(ISSUER, "elsewhere"),
                    4010,
                    "token_audience_wrong"),
            new Row("unknown issuer", c -> token(c).issuedBy("https://evil/", "chat"), 4010, "token_issuer_unknown"),
            new Row(
                    "key confusion: the issuer's public key taken for a secret",
                    TokenAttackTest::confused,
                    4010,
                    "token_algorithm_refused"),
            new Row(
                    "downgraded: a weaker algorithm than the issuer has",
                    c -> Press.signed(
                            "RS256",
                            Press.RSA,
                            "{\"alg\":\"RS256\",\"kid\":\"k1\"}",
                            claims(c, "\"iss\":\"" + ISSUER + "\",\"aud\":\"chat\",")),
                    4010,
                    "token_algorithm_refused"),
            new Row(
                    "downgraded: the key comes along in the header",
                    c -> Press.hs256(
                            TestToken.SECRET.reveal(),
                            "{\"alg\":\"HS256\",\"kid\":\"" + TestToken.KEY + "\",\"jku\":\"https://evil/\"}",
                            claims(c, "")),
                    4010,
                    "token_header_refused"),
            new Row(
                    "clock skew: made five minutes ahead",
                    c -> new TestToken(c.now().plus(Duration.ofMinutes(5)))
                            .of("ann")
                            .signed(),
                    4010,
                    "token_not_yet_valid"),
            new Row(
                    "for ever: ten years",
                    c -> token(c).lasting(Duration.ofDays(3_650)).signed(),
                    4010,
                    "token_lifetime_too_long"),
            new Row("no token: a signature", c -> TestToken.KEY + ":" + "0".repeat(64), 4010, "token_malformed"),
            new Row("too large", c -> "x".repeat(8_193), 4010, "token_too_large"));

    private final TestCluster cluster = new TestCluster(1);

    @BeforeEach
    void the_app_trusts_its_key_and_an_issuer() {
        prepare(cluster);
    }

    private static void prepare(TestCluster cluster) {
        cluster.change(cluster.app()
                .withOptions(TestToken.WITHOUT_COUNTS)
                .withKeys(List.of(
                        new KeyPair(TestCluster.KEY, TestCluster.SECRET), new KeyPair(TestToken.KEY, TestToken.SECRET)))
                .withIssuers(List.of(IssuerText.checked("{\"name\":\"" + ISSUER
                        + "\",\"algorithms\":[\"ES256\"],\"audiences\":[\"chat\"],\"keys\":"
                        + Press.jwks(Press.jwk("k1", Press.P256)) + "}")))
                .withRevocations(Revocations.of(List.of(new Revocation(
                        Revocation.Kind.TOKEN,
                        "revoked",
                        cluster.now().plus(Duration.ofDays(1)),
                        cluster.now().plus(Duration.ofDays(1)))))));
    }

    @TestFactory
    Stream<DynamicTest> nobody_comes_in_by() {
        return TABLE.stream()
                .map(row -> DynamicTest.dynamicTest(row.name, () -> {
                    var alone = new TestCluster(1);
                    prepare(alone);

                    TestClient eve = alone.node(0).connect(handshake().withToken(row.token.apply(alone)));
                    alone.settleUntil(eve::isReceived);

                    assertThat(eve.takeHeard())
                            .singleElement()
                            .asString()
                            .startsWith("{\"event\":\"pusher:error\",\"data\":{\"code\":" + row.close + ",")
                            .endsWith("\"reason\":\"" + row.reason + "\"}}");
                    assertThat(eve.closed()).startsWith(row.close + " ");
                }));
    }

    @Test
    void a_signature_for_one_socket_is_none_for_another() {
        TestClient ann = cluster.node(0).connect();
        TestClient eve = cluster.node(0).connect();

        eve.says(ann.signedSubscribe("private-chat", null));

        assertThat(eve.takeHeard()).first().asString().contains("subscription_error", "Invalid signature");
    }

    @Test
    void a_token_for_one_channel_is_none_for_another_nor_for_all_by_a_star_of_the_clients() {
        TestClient eve = cluster.node(0)
                .connect(handshake()
                        .withToken(token(cluster)
                                .allowing("{\"private-a-*\":[\"subscribe\"],\"private-b\":[\"publish\"]}")
                                .signed()));
        eve.forget();

        for (String channel : List.of("private-b", "private-aa", "private-encrypted-a-1", "presence-a-1")) {
            eve.subscribes(channel);
            assertThat(eve.takeHeard())
                    .as(channel)
                    .first()
                    .asString()
                    .contains("subscription_error", "token_not_for_channel");
        }
    }

    @Test
    void a_star_opens_no_channel_of_another_user() {
        TestClient eve = cluster.node(0)
                .connect(handshake()
                        .withToken(token(cluster)
                                .allowing("{\"*\":[\"subscribe\"]}")
                                .signed()));
        eve.forget();

        eve.subscribes("#server-to-user-bob");

        assertThat(eve.takeHeard()).first().asString().contains("subscription_error", "user_not_signed_in");
    }

    @Test
    void a_token_gives_no_more_than_its_key_may_give() {
        cluster.change(cluster.app()
                .withKeys(List.of(
                        new KeyPair(TestCluster.KEY, TestCluster.SECRET),
                        new KeyPair(
                                TestToken.KEY,
                                TestToken.SECRET,
                                new Scope(Set.of(Operation.SUBSCRIBE), List.of(ChannelPattern.of("private-a-*"))),
                                null))));
        TestClient eve = cluster.node(0)
                .connect(handshake().withToken(token(cluster).allowing(ALL).signed()));
        eve.forget();

        eve.subscribes("private-b-1");

        assertThat(eve.takeHeard()).first().asString().contains("subscription_error", "token_not_for_channel");
    }

    private static TestToken token(TestCluster cluster) {
        return new TestToken(cluster.now()).of("ann");
    }

    private static TestToken old(TestCluster cluster) {
        return new TestToken(cluster.now().minus(Duration.ofHours(1))).of("ann").lasting(Duration.ofMinutes(10));
    }

    private static String claims(TestCluster cluster, String more) {
        long now = cluster.now().getEpochSecond();
        return "{" + more + "\"sub\":\"ann\",\"iat\":" + now + ",\"exp\":" + (now + 60) + "}";
    }

    private static String unsigned(TestCluster cluster, String alg) {
        return Press.unsigned("{\"alg\":\"" + alg + "\",\"kid\":\"" + TestToken.KEY + "\"}", claims(cluster, "")) + ".";
    }

    private static String altered(TestCluster cluster) {
        String[] parts = token(cluster).signed().split("\\.");
        return parts[0] + "." + Press.base64(claims(cluster, "").replace("ann", "boss")) + "." + parts[2];
    }

    private static String confused(TestCluster cluster) {
        return Press.hmac(
                "HmacSHA256",
                Press.pem(Press.P256).getBytes(StandardCharsets.US_ASCII),
                "{\"alg\":\"HS256\",\"kid\":\"k1\"}",
                claims(cluster, "\"iss\":\"" + ISSUER + "\",\"aud\":\"chat\","));
    }

    private static Handshake handshake() {
        return new Handshake(TestCluster.KEY.value(), "7", "js", "8.6.0", null, false);
    }
}
