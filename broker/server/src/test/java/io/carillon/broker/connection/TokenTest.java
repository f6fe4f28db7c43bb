package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.broker.TestToken;
import io.carillon.protocol.ChannelPattern;
import io.carillon.token.IssuerText;
import io.carillon.token.Press;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TokenTest {

    private static final String EVERYWHERE =
            "{\"private-*\":[\"subscribe\",\"publish\"],\"presence-*\":[\"presence\"]}";

    private final TestCluster cluster = new TestCluster(1);

    @BeforeEach
    void the_app_has_a_key_that_signs_tokens() {
        cluster.change(cluster.app()
                .withOptions(TestToken.WITHOUT_COUNTS)
                .withKeys(List.of(
                        new KeyPair(TestCluster.KEY, TestCluster.SECRET),
                        new KeyPair(TestToken.KEY, TestToken.SECRET))));
    }

    // ---- at the door

    @Test
    void a_token_at_the_door_signs_its_user_in_and_opens_what_it_covers_without_a_signature() {
        TestClient ann = connect(token().of("ann").telling("{\"name\":\"Ann\"}").allowing(EVERYWHERE));
        ann.heard(
                "{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"" + ann.socketId()
                        + "\\\",\\\"activity_timeout\\\":120}\"}",
                """
                {"event":"pusher:signin_success","data":"{\\"user_data\\":\\"{\\\\\\"id\\\\\\":\\\\\\"ann\\\\\\",\\\\\\"user_info\\\\\\":{\\\\\\"name\\\\\\":\\\\\\"Ann\\\\\\"}}\\"}"}""");

        ann.subscribes("private-chat").subscribes("presence-room");

        ann.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"private-chat","data":"{}"}""", """
                {"event":"pusher_internal:subscription_succeeded","channel":"presence-room","data":"{\\"presence\\":{\\"count\\":1,\\"ids\\":[\\"ann\\"],\\"hash\\":{\\"ann\\":{\\"name\\":\\"Ann\\"}}}}"}""");
    }

    @Test
    void an_id_of_an_identity_provider_signs_in_and_is_reached() {
        TestClient ann = connect(token().of("auth0|7"));
        ann.forget();

        cluster.publish("#server-to-user-auth0|7", "hello", "{}");

        ann.heard("""
                {"event":"hello","channel":"#server-to-user-auth0|7","data":"{}"}""");
    }

    @Test
    void a_token_of_nobody_in_particular_opens_private_channels_and_no_presence_channels() {
        TestClient somebody = connect(token().allowing(EVERYWHERE));
        somebody.forget();

        somebody.subscribes("private-chat").subscribes("presence-room");

        somebody.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"private-chat","data":"{}"}""", """
                {"event":"pusher:subscription_error","channel":"presence-room","data":"{\\"type\\":\\"AuthError\\",\\"error\\":\\"Channel presence-room has members, and the token does not say who you are: it needs sub\\",\\"status\\":401,\\"reason\\":\\"token_without_user\\"}"}""", """
                {"event":"pusher:error","data":{"code":4009,"message":"Channel presence-room has members, and the token does not say who you are: it needs sub","reason":"token_without_user"},"channel":"presence-room"}""");
    }

    @Test
    void a_channel_that_the_token_does_not_cover_is_refused_and_says_what_is_missing() {
        TestClient ann = connect(token().of("ann").allowing("{\"private-a-*\":[\"subscribe\"]}"));
        ann.forget();

        ann.subscribes("private-b-1");

        ann.heard("""
                {"event":"pusher:subscription_error","channel":"private-b-1","data":"{\\"type\\":\\"AuthError\\",\\"error\\":\\"The token does not give subscribe on channel private-b-1: have one made with a channel pattern that matches it and this operation\\",\\"status\\":401,\\"reason\\":\\"token_not_for_channel\\"}"}""", """
                {"event":"pusher:error","data":{"code":4009,"message":"The token does not give subscribe on channel private-b-1: have one made with a channel pattern that matches it and this operation","reason":"token_not_for_channel"},"channel":"private-b-1"}""");
    }

    @Test
    void a_forged_token_lets_nobody_in() {
        TestClient eve = connect(token().of("ann").allowing(EVERYWHERE).forged());

        assertThat(eve.takeHeard())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"event\":\"pusher:error\",\"data\":{\"code\":4010,\"message\":\"The token is not signed with the secret")
                .endsWith("\"reason\":\"token_signature_invalid\"}}");
        assertThat(eve.closed()).startsWith("4010 ");
    }

    @Test
    void a_token_that_is_too_old_at_the_door_sends_its_client_for_a_new_one() {
        String old = token().of("ann").lasting(Duration.ofMinutes(1)).signed();
        cluster.advance(Duration.ofMinutes(2));

        TestClient ann = connect(old);

        assertThat(ann.takeHeard())
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"pusher:error\",\"data\":{\"code\":4110,")
                .endsWith("\"reason\":\"token_expired\"}}");
        assertThat(ann.closed()).startsWith("4110 ");
    }

    @Test
    void a_slow_signature_keeps_nobody_waiting_but_its_own_client() throws InterruptedException {
        trustAnIssuer("\"capabilities\":{\"private-inbox-{user}\":[\"subscribe\"]}");
        TestClient bob = cluster.node(0).connect();

        TestClient ann =
                cluster.node(0).connect(handshake().withToken(token().of("7").issuedBy("https://id/", "chat")));
        bob.says("{\"event\":\"pusher:ping\",\"data\":{}}");
        bob.heard("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
        cluster.settleUntil(ann::isReceived);
        ann.forget();
        ann.subscribes("private-inbox-7");

        ann.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"private-inbox-7","data":"{}"}""");
    }

    // ---- on the open connection

    @Test
    void a_token_may_come_as_the_first_message() {
        TestClient ann = cluster.node(0).connect();
        TestToken token = token().of("ann").allowing(EVERYWHERE);

        ann.says(shows(token.signed()));

        ann.heard("{\"event\":\"carillon:token_accepted\",\"data\":\"{\\\"expires_at\\\":" + token.expiresAt()
                + ",\\\"user_id\\\":\\\"ann\\\"}\"}");
        ann.subscribes("private-chat");
        ann.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"private-chat","data":"{}"}""");
    }

    @Test
    void stock_clients_pass_a_token_in_the_place_of_a_signature() {
        TestClient ann = cluster.node(0).connect();
        String token = token().of("ann").allowing(EVERYWHERE).signed();

        ann.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"presence-room\",\"auth\":\"" + token
                + "\",\"channel_data\":\"{\\\"user_id\\\":\\\"ann\\\"}\"}}");

        assertThat(ann.takeHeard()).contains("""
                        {"event":"pusher_internal:subscription_succeeded","channel":"presence-room","data":"{\\"presence\\":{\\"count\\":1,\\"ids\\":[\\"ann\\"],\\"hash\\":{\\"ann\\":{}}}}"}""");
    }

    @Test
    void nobody_becomes_another_member_by_channel_data_that_nobody_has_signed() {
        TestClient eve = cluster.node(0).connect();
        String token = token().of("eve").allowing(EVERYWHERE).signed();

        eve.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"presence-room\",\"auth\":\"" + token
                + "\",\"channel_data\":\"{\\\"user_id\\\":\\\"ann\\\"}\"}}");

        assertThat(eve.takeHeard())
                .first()
                .asString()
                .contains("pusher:subscription_error", "token_user_differs", "which is for eve");
    }

    @Test
    void stock_clients_sign_in_with_a_token() {
        TestClient ann = cluster.node(0).connect();
        String token = token().of("ann").telling("{\"name\":\"Ann\"}").signed();

        ann.says("{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"" + token
                + "\",\"user_data\":\"{\\\"id\\\":\\\"ann\\\",\\\"user_info\\\":{\\\"name\\\":\\\"Boss\\\"}}\"}}");

        ann.heard("""
                {"event":"pusher:signin_success","data":"{\\"user_data\\":\\"{\\\\\\"id\\\\\\":\\\\\\"ann\\\\\\",\\\\\\"user_info\\\\\\":{\\\\\\"name\\\\\\":\\\\\\"Ann\\\\\\"}}\\"}"}""");
    }

    /** pusher-js throws at a sign-in that it did not ask for. */
    @Test
    void stock_clients_are_signed_in_without_a_word_and_hear_of_it_when_they_ask() {
        TestClient ann = cluster.node(0).connect();
        String token = token().of("ann").allowing(EVERYWHERE).signed();

        ann.says(subscribeWith("private-chat", token));
        ann.heard(
                "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"private-chat\",\"data\":\"{}\"}");
        cluster.publish("#server-to-user-ann", "hello", "{}");
        ann.heard("{\"event\":\"hello\",\"channel\":\"#server-to-user-ann\",\"data\":\"{}\"}");
        ann.says("{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"" + token
                + "\",\"user_data\":\"{\\\"id\\\":\\\"ann\\\"}\"}}");

        ann.heard("""
                {"event":"pusher:signin_success","data":"{\\"user_data\\":\\"{\\\\\\"id\\\\\\":\\\\\\"ann\\\\\\",\\\\\\"user_info\\\\\\":{}}\\"}"}""");
    }

    @Test
    void a_token_with_a_channel_of_its_own_leaves_the_others_alone() {
        TestClient ann = cluster.node(0).connect();
        String first =
                token().named("a").allowing("{\"private-a\":[\"subscribe\"]}").signed();
        String second =
                token().named("b").allowing("{\"private-b\":[\"subscribe\"]}").signed();

        ann.says(subscribeWith("private-a", first)).says(subscribeWith("private-b", second));

        ann.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"private-a","data":"{}"}""", """
                {"event":"pusher_internal:subscription_succeeded","channel":"private-b","data":"{}"}""");
    }

    @Test
    void a_bad_token_leaves_the_connection_what_it_had_and_the_third_ends_it() {
        TestClient ann = connect(token().of("ann").allowing(EVERYWHERE));
        ann.subscribes("private-chat").forget();

        ann.says(shows("no.token.this")).says(shows(token().of("ann").forged()));
        assertThat(ann.closed()).isNull();
        ann.forget();
        cluster.publish("private-chat", "hello", "{}");
        ann.heard("{\"event\":\"hello\",\"channel\":\"private-chat\",\"data\":\"{}\"}");
        ann.says(shows(token().of("ann").forged()));

        assertThat(ann.closed()).startsWith("4010 ");
    }

    @Test
    void a_connection_does_not_change_hands() {
        TestClient ann = connect(token().of("ann").allowing(EVERYWHERE));
        ann.forget();

        ann.says(shows(token().of("bob").named("t2").allowing(EVERYWHERE).signed()));

        ann.heard("""
                {"event":"pusher:error","data":{"code":4010,"message":"This connection is user ann's, and the token is not: open a new connection for another user","reason":"token_user_differs"}}""");
    }

    @Test
    void clients_that_never_asked_hear_no_reasons() {
        TestClient ann = cluster.node(0).connect();

        ann.subscribes("private-chat");

        assertThat(ann.takeHeard())
                .hasSize(2)
                .allSatisfy(frame -> assertThat(frame).doesNotContain("reason"));
    }

    @Test
    void clients_that_asked_hear_the_reason_of_every_refusal() {
        TestClient ann = cluster.node(0)
                .connect(new Handshake(
                        TestCluster.KEY.value(), "7", "carillon-js", "1.0", null, false, null, null, true));
        ann.forget();

        ann.subscribes("private-chat");

        assertThat(ann.takeHeard())
                .hasSize(2)
                .allSatisfy(frame -> assertThat(frame).contains("signature_missing"));
    }

    // ---- each message

    @Test
    void each_client_event_is_checked_against_the_token() {
        TestClient ann = connect(token().of("ann")
                .allowing("{\"private-a\":[\"subscribe\",\"publish\"],\"private-b\":[\"subscribe\"]}"));
        TestClient bob = cluster.node(0).connect();
        bob.subscribesSigned("private-a").subscribesSigned("private-b").forget();
        ann.subscribes("private-a").subscribes("private-b").forget();

        ann.says("{\"event\":\"client-x\",\"channel\":\"private-a\",\"data\":{}}")
                .says("{\"event\":\"client-x\",\"channel\":\"private-b\",\"data\":{}}");

        bob.heard("{\"event\":\"client-x\",\"channel\":\"private-a\",\"data\":\"{}\"}");
        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - the token does not give publish on channel private-b; have one made with a channel pattern that matches it and this operation","reason":"token_not_for_channel"},"channel":"private-b"}""");
    }

    @Test
    void a_key_whose_scope_was_narrowed_takes_its_tokens_along() {
        TestClient ann = connect(token().of("ann").allowing(EVERYWHERE));
        ann.subscribes("private-a").subscribes("presence-room").forget();

        cluster.change(cluster.app()
                .withKeys(List.of(
                        new KeyPair(TestCluster.KEY, TestCluster.SECRET),
                        new KeyPair(
                                TestToken.KEY,
                                TestToken.SECRET,
                                new Scope(Set.of(Operation.SUBSCRIBE), List.of(ChannelPattern.EVERY)),
                                null))));

        assertThat(ann.takeHeard())
                .first()
                .asString()
                .contains("pusher:subscription_error", "presence-room", "token_not_for_channel");
        ann.says("{\"event\":\"client-x\",\"channel\":\"private-a\",\"data\":{}}");
        assertThat(ann.takeHeard()).last().asString().contains("4301", "token_not_for_channel");
    }

    // ---- the end of a token

    @Test
    void a_token_is_announced_ahead_and_refreshed_without_anybody_noticing() {
        TestToken token = token().of("ann").lasting(Duration.ofMinutes(10)).allowing(EVERYWHERE);
        TestClient ann = connect(token);
        ann.subscribes("private-chat").forget();

        cluster.advance(Duration.ofMinutes(10).minusSeconds(30));
        ann.heard("{\"event\":\"carillon:token_expiring\",\"data\":\"{\\\"expires_at\\\":" + token.expiresAt()
                + ",\\\"seconds\\\":30}\"}");
        TestToken next = token().of("ann").named("t2").allowing(EVERYWHERE);
        ann.says(shows(next.signed()));
        ann.heard("{\"event\":\"carillon:token_accepted\",\"data\":\"{\\\"expires_at\\\":" + next.expiresAt()
                + ",\\\"user_id\\\":\\\"ann\\\"}\"}");
        cluster.advance(Duration.ofMinutes(10));

        assertThat(ann.closed()).isNull();
        cluster.publish("private-chat", "hello", "{}");
        ann.heard("{\"event\":\"hello\",\"channel\":\"private-chat\",\"data\":\"{}\"}");
    }

    @Test
    void a_token_that_lives_shortly_is_announced_a_fifth_of_its_life_ahead() {
        TestClient ann = connect(token().of("ann").lasting(Duration.ofSeconds(50)));
        ann.forget();

        cluster.advance(Duration.ofSeconds(39));
        ann.heardNothing();
        cluster.advance(Duration.ofSeconds(1));

        assertThat(ann.takeHeard()).singleElement().asString().contains("\\\"seconds\\\":10}");
    }

    @Test
    void an_expired_token_ends_its_connection_and_says_what_to_do() {
        TestClient ann = connect(token().of("ann").lasting(Duration.ofMinutes(10)));
        cluster.advance(Duration.ofMinutes(10));
        assertThat(ann.closed()).isNull();
        ann.forget();

        cluster.advance(Duration.ofSeconds(30));

        ann.heard("""
                {"event":"pusher:error","data":{"code":4210,"message":"The token expired at 2026-01-01T00:10:00Z: fetch a new one","reason":"token_expired"}}""");
        assertThat(ann.closed()).isEqualTo("4210 The token expired at 2026-01-01T00:10:00Z: fetch a new one");
    }

    @Test
    void an_expired_token_is_not_taken_for_a_refresh() {
        String old =
                token().of("ann").named("old").lasting(Duration.ofMinutes(1)).signed();
        TestClient ann = connect(token().of("ann"));
        cluster.advance(Duration.ofMinutes(5));
        ann.forget();

        ann.says(shows(old));

        assertThat(ann.takeHeard()).singleElement().asString().contains("4010", "token_expired");
    }

    @Test
    void what_a_new_token_does_not_cover_ends() {
        TestClient ann = connect(token().of("ann").allowing(EVERYWHERE));
        ann.subscribes("private-a").subscribes("private-b").forget();

        ann.says(shows(token().of("ann")
                .named("t2")
                .allowing("{\"private-a\":[\"subscribe\"]}")
                .signed()));

        assertThat(ann.takeHeard())
                .anySatisfy(frame ->
                        assertThat(frame).contains("pusher:subscription_error", "private-b", "token_not_for_channel"))
                .noneSatisfy(frame -> assertThat(frame).contains("subscription_error", "private-a"));
    }

    @Test
    void what_stands_on_a_signature_outlives_the_token_that_came_later() {
        TestClient ann = cluster.node(0).connect();
        ann.subscribesSigned("private-signed").forget();

        ann.says(shows(token().of("ann").signed()));
        ann.forget();
        cluster.publish("private-signed", "hello", "{}");

        ann.heard("{\"event\":\"hello\",\"channel\":\"private-signed\",\"data\":\"{}\"}");
    }

    @Test
    void an_issuer_that_is_trusted_no_more_takes_its_tokens_along() throws InterruptedException {
        trustAnIssuer("\"capabilities\":{\"private-*\":[\"subscribe\"]}");
        TestClient ann =
                cluster.node(0).connect(handshake().withToken(token().of("7").issuedBy("https://id/", "chat")));
        cluster.settleUntil(ann::isReceived);
        ann.forget();

        cluster.change(cluster.app().withIssuers(List.of()));

        assertThat(ann.takeHeard()).singleElement().asString().contains("4210", "token_issuer_changed");
    }

    // ----

    private void trustAnIssuer(String more) {
        String jwks = Press.jwks(Press.jwk("k1", Press.P256));
        cluster.change(cluster.app()
                .withIssuers(List.of(IssuerText.checked("{\"name\":\"https://id/\",\"algorithms\":[\"ES256\"],"
                        + "\"audiences\":[\"chat\"],\"keys\":" + jwks + "," + more + "}"))));
    }

    private TestToken token() {
        return new TestToken(cluster.now());
    }

    private TestClient connect(TestToken token) {
        return connect(token.signed());
    }

    private TestClient connect(String token) {
        return cluster.node(0).connect(handshake().withToken(token));
    }

    private static Handshake handshake() {
        return new Handshake(TestCluster.KEY.value(), "7", "js", "8.6.0", null, false);
    }

    private static String shows(String token) {
        return "{\"event\":\"carillon:token\",\"data\":{\"token\":\"" + token + "\"}}";
    }

    private static String subscribeWith(String channel, String auth) {
        return "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\",\"auth\":\"" + auth + "\"}}";
    }
}
