package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.ChannelRule;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Revocation.Kind;
import io.carillon.backplane.Revocations;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.broker.TestToken;
import io.carillon.protocol.ChannelPattern;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is revoked on one node is lost on all: three of them are here, with a client or two on each. */
final class RevocationTest {

    private static final String EVERYWHERE =
            "{\"private-*\":[\"subscribe\",\"publish\"],\"presence-*\":[\"presence\"]}";

    private final TestCluster cluster = new TestCluster(3);

    @BeforeEach
    void the_app_has_a_key_that_signs_tokens() {
        cluster.change(cluster.app()
                .withOptions(TestToken.WITHOUT_COUNTS)
                .withKeys(List.of(
                        new KeyPair(TestCluster.KEY, TestCluster.SECRET),
                        new KeyPair(TestToken.KEY, TestToken.SECRET))));
    }

    @Test
    void a_revoked_token_ends_its_connections_on_every_node_and_nobody_elses() {
        String token = token("ann", "t1");
        TestClient one = connect(0, token);
        TestClient two = connect(2, token);
        TestClient other = connect(1, token("ann", "t2"));

        revoke(Kind.TOKEN, "t1");

        one.heard("""
                {"event":"pusher:error","data":{"code":4210,"message":"The token was revoked: fetch a new one","reason":"token_revoked"}}""");
        assertThat(one.closed()).isEqualTo("4210 The token was revoked: fetch a new one");
        assertThat(two.closed()).startsWith("4210 ");
        assertThat(other.closed()).isNull();
    }

    @Test
    void a_revoked_token_comes_in_nowhere() {
        String token = token("ann", "t1");
        revoke(Kind.TOKEN, "t1");

        TestClient ann = cluster.node(1).connect(handshake().withToken(token));

        ann.heard("""
                {"event":"pusher:error","data":{"code":4110,"message":"The token was revoked: fetch a new one","reason":"token_revoked"}}""");
        assertThat(ann.closed()).startsWith("4110 ");
    }

    @Test
    void a_revoked_token_is_no_refresh_and_no_signature() {
        TestClient ann = connect(0, token("ann", "t1"));
        String revoked = token("ann", "t2");
        revoke(Kind.TOKEN, "t2");

        ann.says("{\"event\":\"carillon:token\",\"data\":{\"token\":\"" + revoked + "\"}}");
        assertThat(ann.takeHeard()).singleElement().asString().contains("4010", "token_revoked");
        ann.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"private-x\",\"auth\":\"" + revoked + "\"}}");
        assertThat(ann.takeHeard())
                .first()
                .asString()
                .contains("pusher:subscription_error", "private-x", "token_revoked");
    }

    @Test
    void what_a_user_had_is_revoked_and_what_they_fetch_afterwards_is_good() {
        TestClient ann = connect(0, token("ann", "t1"));
        TestClient signedIn = cluster.node(1).connect();
        signedIn.signsIn("{\"id\":\"ann\"}");
        TestClient bob = connect(2, token("bob", "t2"));

        revoke(Kind.USER, "ann");

        assertThat(ann.closed()).startsWith("4210 What user ann had was revoked");
        assertThat(signedIn.closed()).startsWith("4210 What user ann had was revoked");
        assertThat(bob.closed()).isNull();
        cluster.advance(Duration.ofSeconds(1));
        TestClient again = connect(0, token("ann", "t3"));
        assertThat(again.closed()).isNull();
        TestClient signedInAgain = cluster.node(1).connect();
        signedInAgain.signsIn("{\"id\":\"ann\"}");
        cluster.change(cluster.app().withExhausted(null).withRules(List.of(ChannelRule.of(ChannelPattern.of("x")))));
        assertThat(signedInAgain.closed()).isNull();
    }

    @Test
    void a_member_whom_a_signature_made_is_revoked_like_a_user_who_signed_in() {
        TestClient ann = cluster.node(0).connect();
        ann.joins("presence-room", "ann").forget();

        revoke(Kind.USER, "ann");

        assertThat(ann.takeHeard())
                .first()
                .asString()
                .contains("pusher:subscription_error", "presence-room", "What user ann had was revoked");
        cluster.advance(Duration.ofSeconds(1));
        ann.joins("presence-room", "ann");
        assertThat(ann.takeHeard()).first().asString().contains("subscription_succeeded");
    }

    @Test
    void a_blocked_user_is_sent_away_and_kept_away_until_the_block_is_over() {
        TestClient ann = connect(0, token("ann", "t1"));
        block("ann", Duration.ofMinutes(10));
        ann.heard("""
                {"event":"pusher:error","data":{"code":4009,"message":"User ann is blocked until 2026-01-01T00:10:00Z","reason":"user_blocked"}}""");
        assertThat(ann.closed()).startsWith("4009 ");

        cluster.advance(Duration.ofMinutes(5));
        TestClient withToken = cluster.node(1).connect(handshake().withToken(token("ann", "t2")));
        TestClient signingIn = cluster.node(2).connect();
        signingIn.signsIn("{\"id\":\"ann\"}");
        TestClient joining = cluster.node(2).connect();
        joining.joins("presence-room", "ann");

        assertThat(withToken.closed()).startsWith("4009 User ann is blocked until");
        assertThat(signingIn.closed()).startsWith("4009 User ann is blocked until");
        assertThat(joining.takeHeard()).first().asString().contains("subscription_error", "User ann is blocked until");

        cluster.advance(Duration.ofMinutes(5));
        assertThat(connect(0, token("ann", "t3")).closed()).isNull();
    }

    @Test
    void tokens_of_a_key_are_revoked_and_signatures_of_the_same_key_are_not() {
        TestClient ann = connect(0, token("ann", "t1"));
        TestClient bob = cluster.node(1).connect(TestToken.KEY);

        revoke(Kind.KEY, TestToken.KEY.value());

        assertThat(ann.closed()).startsWith("4210 Tokens that key " + TestToken.KEY + " signed before");
        assertThat(bob.closed()).isNull();
    }

    @Test
    void all_tokens_that_were_issued_before_a_moment_are_revoked() {
        TestClient old = connect(0, token("ann", "t1"));
        cluster.advance(Duration.ofSeconds(10));
        TestClient young = connect(1, token("bob", "t2"));

        cluster.change(cluster.app()
                .withRevocations(Revocations.of(List.of(new Revocation(
                        Kind.ALL,
                        "",
                        cluster.now().minusSeconds(5),
                        cluster.now().plus(Duration.ofDays(1)))))));

        assertThat(old.closed()).startsWith("4210 Tokens of this app that were issued before");
        assertThat(young.closed()).isNull();
    }

    @Test
    void a_subscription_with_a_token_of_its_own_falls_alone() {
        TestClient ann = connect(0, token("ann", "t1"));
        ann.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"private-x\",\"auth\":\"" + token("ann", "t2")
                        + "\"}}")
                .subscribes("private-y")
                .forget();

        revoke(Kind.TOKEN, "t2");

        assertThat(ann.takeHeard()).hasSize(2).first().asString().contains("subscription_error", "private-x");
        assertThat(ann.closed()).isNull();
    }

    private void revoke(Kind kind, String subject) {
        // Tokens tell whole seconds: the moment is a little behind the one in which they were made.
        cluster.advance(Duration.ofMillis(500));
        add(new Revocation(kind, subject, cluster.now(), cluster.now().plus(Duration.ofDays(1))));
    }

    private void block(String user, Duration time) {
        add(new Revocation(
                Kind.USER, user, cluster.now().plus(time), cluster.now().plus(time)));
    }

    private void add(Revocation revocation) {
        cluster.change(cluster.app().withRevocations(Revocations.of(List.of(revocation))));
    }

    private String token(String user, String id) {
        return new TestToken(cluster.now())
                .of(user)
                .named(id)
                .allowing(EVERYWHERE)
                .signed();
    }

    private TestClient connect(int node, String token) {
        TestClient client = cluster.node(node).connect(handshake().withToken(token));
        client.forget();
        return client;
    }

    private static Handshake handshake() {
        return new Handshake(TestCluster.KEY.value(), "7", "js", "8.6.0", null, false);
    }
}
