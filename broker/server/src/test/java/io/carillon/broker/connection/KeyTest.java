package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Scope;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.broker.channel.Loop;
import io.carillon.broker.channel.Wire;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.signature.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KeyTest {

    private static final AppKey NEXT = AppKey.of("the-next-key");
    private static final Secret NEXT_SECRET = Secret.of("the-next-secret");

    private final TestCluster cluster = new TestCluster(1);
    private final Instant inAnHour = cluster.now().plus(Duration.ofHours(1));

    @Test
    void a_revoked_key_sends_away_who_came_with_it_and_nobody_else() {
        keysAre(pair(null), next(null));
        TestClient ann = cluster.node(0).connect();
        TestClient bob = cluster.node(0).connect(NEXT);

        keysAre(next(null));

        ann.heard("""
                {"event":"pusher:error","data":{"code":4001,"message":"App key 278d425bdf160c739803 was revoked: use a key that the app has now"}}""");
        assertThat(ann.closed())
                .isEqualTo("4001 App key 278d425bdf160c739803 was revoked: use a key that the app has now");
        assertThat(bob.closed()).isNull();
    }

    @Test
    void a_key_that_has_ended_lets_nobody_in() {
        keysAre(pair(cluster.now()));

        TestClient ann = cluster.node(0).connect(TestCluster.KEY);

        ann.heard("""
                {"event":"pusher:error","data":{"code":4001,"message":"App key 278d425bdf160c739803 ended at 2026-01-01T00:00:00Z: use a key that the app has now"}}""");
        assertThat(ann.closed()).startsWith("4001 App key 278d425bdf160c739803 ended at 2026-01-01T00:00:00Z");
    }

    @Test
    void connections_end_with_their_key_even_while_what_is_shared_is_away() {
        keysAre(pair(inAnHour), next(null));
        TestClient ann = cluster.node(0).connect();
        TestClient bob = cluster.node(0).connect(NEXT);
        cluster.advance(Duration.ofMinutes(59));
        assertThat(ann.closed()).isNull();
        cluster.loseBackplane();

        cluster.advance(Duration.ofMinutes(1));

        assertThat(ann.closed())
                .isEqualTo(
                        "4001 App key 278d425bdf160c739803 ended at 2026-01-01T01:00:00Z: use a key that the app has now");
        assertThat(bob.closed()).isNull();
    }

    @Test
    void who_came_before_the_end_was_known_leaves_at_the_end_all_the_same() {
        TestClient ann = cluster.node(0).connect();

        keysAre(pair(inAnHour));
        cluster.advance(Duration.ofHours(1));

        assertThat(ann.closed()).startsWith("4001 App key 278d425bdf160c739803 ended");
    }

    @Test
    void an_end_that_is_put_off_is_planned_anew() {
        keysAre(pair(inAnHour));
        TestClient ann = cluster.node(0).connect();

        keysAre(pair(inAnHour.plusSeconds(60)));
        cluster.advance(Duration.ofHours(1));
        assertThat(ann.closed()).isNull();

        cluster.advance(Duration.ofSeconds(60));
        assertThat(ann.closed()).startsWith("4001 App key 278d425bdf160c739803 ended at 2026-01-01T01:01:00Z");
    }

    @Test
    void a_key_that_is_revoked_while_a_client_comes_in_sends_it_away() {
        var ann = new Latecomer();
        var handshake = new Handshake(TestCluster.KEY.value(), "7", "js", "8.6.0", null, false);
        var unused = cluster.node(0).frontDesk().receive(handshake, ann);
        assertThat(ann.sent).isEmpty();

        keysAre(next(null));

        assertThat(ann.sent).hasSize(2).first().isInstanceOf(ServerFrame.ConnectionEstablished.class);
        assertThat(ann.closed)
                .isEqualTo("4001 App key 278d425bdf160c739803 was revoked: use a key that the app has now");
    }

    @Test
    void each_of_several_keys_ends_at_its_time() {
        keysAre(pair(inAnHour), next(inAnHour.plusSeconds(60)));
        TestClient ann = cluster.node(0).connect();
        TestClient bob = cluster.node(0).connect(NEXT);

        cluster.advance(Duration.ofHours(1));
        assertThat(ann.closed()).startsWith("4001 ");
        assertThat(bob.closed()).isNull();

        cluster.advance(Duration.ofSeconds(60));
        assertThat(bob.closed()).startsWith("4001 ");
    }

    @Test
    void a_subscription_ends_with_the_key_that_signed_for_it_and_the_connection_lives_on() {
        keysAre(pair(null), next(null));
        TestClient ann = cluster.node(0).connect();
        ann.says(ann.subscribeSignedBy(NEXT, NEXT_SECRET, "private-a", null));
        ann.subscribesSigned("private-b").forget();

        keysAre(pair(null));

        ann.heard("""
                {"event":"pusher:subscription_error","channel":"private-a","data":"{\\"type\\":\\"AuthError\\",\\"error\\":\\"App key the-next-key was revoked: use a key that the app has now\\",\\"status\\":401}"}""", """
                {"event":"pusher:error","data":{"code":4009,"message":"App key the-next-key was revoked: use a key that the app has now"},"channel":"private-a"}""");
        cluster.publish("private-a", "secret", "{}");
        cluster.publish("private-b", "open", "{}");
        ann.heard("""
                {"event":"open","channel":"private-b","data":"{}"}""");
        assertThat(ann.closed()).isNull();
    }

    @Test
    void who_was_signed_in_by_a_revoked_key_must_sign_in_anew() {
        keysAre(pair(null), next(null));
        TestClient ann = cluster.node(0).connect();
        ann.signsInBy(NEXT, NEXT_SECRET, "{\"id\":\"7\"}").forget();

        keysAre(pair(null));

        assertThat(ann.closed()).isEqualTo("4200 App key the-next-key was revoked: use a key that the app has now");
    }

    @Test
    void a_key_that_has_ended_signs_for_nothing() {
        keysAre(pair(null), next(cluster.now()));
        TestClient ann = cluster.node(0).connect();

        ann.says(ann.subscribeSignedBy(NEXT, NEXT_SECRET, "private-a", null));
        assertThat(ann.takeHeard().get(0)).contains("AuthError", "App key the-next-key ended at 2026-01-01T00:00:00Z");

        ann.signsInBy(NEXT, NEXT_SECRET, "{\"id\":\"7\"}");
        ann.heard("""
                {"event":"pusher:error","data":{"code":4009,"message":"App key the-next-key ended at 2026-01-01T00:00:00Z: use a key that the app has now"}}""");
    }

    @Test
    void without_the_secret_nobody_learns_that_a_key_has_ended() {
        keysAre(pair(null), next(cluster.now()));
        TestClient ann = cluster.node(0).connect();

        ann.says(ann.subscribeSignedBy(NEXT, Secret.of("a guess"), "private-a", null));

        assertThat(ann.takeHeard().get(0)).contains("Invalid signature").doesNotContain("ended");
    }

    private void keysAre(KeyPair... pairs) {
        cluster.change(cluster.app().withKeys(List.of(pairs)));
    }

    private static KeyPair pair(@Nullable Instant until) {
        return new KeyPair(TestCluster.KEY, TestCluster.SECRET, Scope.EVERYTHING, until);
    }

    private static KeyPair next(@Nullable Instant until) {
        return new KeyPair(NEXT, NEXT_SECRET, Scope.EVERYTHING, until);
    }

    /** A client whose loop has other things to do before it greets. */
    private final class Latecomer implements ClientLink, Loop {
        private final List<ServerFrame> sent = new ArrayList<>();
        private @Nullable String closed;

        @Override
        public Loop loop() {
            return this;
        }

        @Override
        public boolean isCurrent() {
            return false;
        }

        @Override
        public void execute(Runnable task) {
            cluster.loop().execute(task);
        }

        @Override
        public Timer schedule(Duration pause, Runnable task) {
            return cluster.loop().schedule(pause, task);
        }

        @Override
        public void send(ServerFrame frame) {
            sent.add(frame);
        }

        @Override
        public void send(Wire wire) {
            throw new AssertionError("it has subscribed to nothing");
        }

        @Override
        public void sendAtOnce(Wire wire) {
            send(wire);
        }

        @Override
        public void close(CloseCode code, String reason) {
            closed = code.code() + " " + reason;
        }
    }
}
