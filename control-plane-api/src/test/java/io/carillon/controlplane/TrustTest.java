package io.carillon.controlplane;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.App;
import io.carillon.backplane.Issuer;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Revocation.Kind;
import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.usage.UsageRounds;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom an app believes, and what it no longer believes, changed by those who may and in force where it counts. */
class TrustTest {

    private static final KeyPair RSA = Jwt.rsa();
    private static final Instant NOW = HeldClock.START;
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final DatabaseSettings database = database();
    private final ApiServer server = ApiServer.on(database, Map.of(), backplane -> backplane);
    private final Management developer = Management.as(server, "org_shop:developer");
    private final Management support = Management.as(server, "org_shop:support");
    private String app = "";
    private String key = "";
    private String secret = "";

    DatabaseSettings database() {
        return DatabaseSettings.inMemory("trust" + UUID.randomUUID());
    }

    @BeforeEach
    void an_app() {
        server.part(Organisations.class)
                .save(Organisation.of("org_shop", "Shop", server.clock().instant()));
        Reply made = developer
                .post("/apps", "{\"name\":\"Chat\",\"settings\":{\"client_events\":true}}")
                .is(201);
        app = made.field("id");
        key = made.field("key");
        secret = made.field("secret");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_issuer_that_was_added_is_known_to_every_node_in_one_form() {
        Reply made = issuers("{ \"audiences\": [\"chat\"],\n \"name\": \"https://id.example/\", \"claims\": null,"
                        + " \"keys\": \"" + Jwt.pem(RSA) + "\" }")
                .is(201);

        String text = "{\"name\":\"https://id.example/\",\"audiences\":[\"chat\"],\"keys\":\"" + Jwt.pem(RSA) + "\"}";
        assertThat(onNodes().issuers()).containsExactly(new Issuer("https://id.example/", text));
        assertThat(made.body()).contains("\"issuer\":" + text);
        assertThat(made.header("location")).isEqualTo("/api/v1/apps/" + app + "/issuers/" + made.field("id"));
        assertThat(support.get(path("/issuers")).is(200).body()).contains("\"items\":[" + made.body() + "]");
    }

    @Test
    void an_issuer_is_replaced_by_who_has_seen_the_newest_and_removed() {
        String id = issuers(issuer("https://id.example/")).is(201).field("id");
        Reply seen = developer.get(path("/issuers/" + id)).is(200);
        String etag = seen.header("etag");
        assertThat(etag).isEqualTo("\"1\"");

        Reply changed = developer
                .with("If-Match", etag)
                .put(path("/issuers/" + id), issuer("https://other.example/"))
                .is(200);
        assertThat(changed.header("etag")).isEqualTo("\"2\"");
        developer
                .with("If-Match", etag)
                .put(path("/issuers/" + id), issuer("https://late.example/"))
                .isProblem(412, "version_conflict");
        assertThat(onNodes().issuers()).extracting(Issuer::name).containsExactly("https://other.example/");

        developer.with("If-Match", etag).delete(path("/issuers/" + id)).isProblem(412, "version_conflict");
        developer.delete(path("/issuers/" + id)).is(204);
        assertThat(onNodes().issuers()).isEmpty();
        developer.get(path("/issuers/" + id)).isProblem(404, "resource_not_found");
        assertThat(audit())
                .contains("issuer.create", "issuer.change", "issuer.remove", "issuer https://other.example/");
    }

    @Test
    void an_issuer_that_cannot_be_is_refused_in_words() {
        issuers("{\"audiences\":[\"chat\"]}").isProblem(400, "issuer_invalid", "name is missing");
        issuers("{\"name\":\"i\",\"name\":\"j\"}").isProblem(400, "issuer_invalid", "stands twice");
        issuers("{\"name\":\"i\",\"issuer\":1}").isProblem(400, "issuer_invalid", "there is no 'issuer'");
        issuers("[]").isProblem(400, "issuer_invalid", "not a JSON object");
        issuers("{\"name\":\"i\\u0000\",\"audiences\":[\"a\"],\"keys\":\"" + Jwt.pem(RSA) + "\"}")
                .isProblem(400, "issuer_invalid", "cannot be seen");
        issuers("{\"name\":\"i\",\"audiences\":[\"a\"],\"jwks_url\":\"http://id.example/keys\"}")
                .isProblem(400, "issuer_url_invalid", "use https");
        issuers("{\"name\":\"i\",\"audiences\":[\"a\"],\"keys\":\"no keys\"}").isProblem(400, "issuer_keys_invalid");
        issuers("{\"name\":\"i\",\"audiences\":[\"a\"],\"algorithms\":[\"HS256\"],\"keys\":\"" + Jwt.pem(RSA) + "\"}")
                .isProblem(400, "issuer_invalid", "no algorithm that an issuer can have");
        issuers(issuer("i")).is(201);
        issuers(issuer("i")).isProblem(409, "name_taken", "'i'");
        assertThat(onNodes().issuers()).hasSize(1);
    }

    @Test
    void an_app_trusts_twenty_issuers() {
        for (int i = 0; i < 20; i++) {
            issuers(issuer("https://" + i + ".example/")).is(201);
        }

        issuers(issuer("https://21.example/")).isProblem(409, "state_conflict", "20 issuers");
    }

    @Test
    void an_issuer_is_added_once_however_often_it_is_sent() {
        Management once = developer.with("Idempotency-Key", "our-issuer");

        Reply first = once.post(path("/issuers"), issuer("i")).is(201);

        assertThat(once.post(path("/issuers"), issuer("i")).body()).isEqualTo(first.body());
        once.post(path("/issuers"), issuer("j")).isProblem(409, "idempotency_key_reused");
    }

    @Test
    void what_was_issued_to_a_user_before_now_is_refused_until_none_of_it_can_be_good() {
        Reply made = revoke("{\"user\":\"7\"}").is(201);

        assertThat(onNodes().revocations().all())
                .containsExactly(new Revocation(
                        Kind.USER, "7", NOW, NOW.plus(Duration.ofDays(1)).plusSeconds(30)));
        assertThat(made.body())
                .contains(
                        "\"kind\":\"user\",\"subject\":\"7\",\"block\":false,\"issued_before\":\"2026-03-01T12:00:00Z\"")
                .contains("\"until\":\"2026-03-02T12:00:30Z\"");
        assertThat(support.get(path("/revocations")).is(200).body())
                .isEqualTo("{\"items\":[" + made.body() + "],\"next\":null}");
        assertThat(audit()).contains("revocation.create", "user 7");
    }

    @Test
    void the_longest_lifetime_of_the_apps_issuers_counts() {
        issuers("{\"name\":\"i\",\"audiences\":[\"a\"],\"max_lifetime\":604800,\"clock_skew\":300,\"keys\":\""
                        + Jwt.pem(RSA) + "\"}")
                .is(201);

        revoke("{\"key\":\"k1\",\"issued_before\":1772366000}").is(201);

        Instant before = Instant.ofEpochSecond(1772366000);
        assertThat(onNodes().revocations().all())
                .containsExactly(new Revocation(
                        Kind.KEY, "k1", before, before.plus(Duration.ofDays(7)).plusSeconds(300)));
    }

    @Test
    void a_later_revocation_takes_the_place_of_an_earlier_one_and_an_earlier_moment_changes_nothing() {
        revoke("{\"all\":true}").is(201);
        server.clock().advance(Duration.ofMinutes(1));
        String later = revoke("{\"all\":true}").is(201).field("id");

        Reply earlier = revoke("{\"all\":true,\"issued_before\":\"2026-03-01T12:00:00+00:00\"}")
                .is(201);

        assertThat(earlier.field("id")).isEqualTo(later);
        assertThat(onNodes().revocations().all()).hasSize(1);
    }

    @Test
    void what_was_revoked_is_taken_back() {
        String id = revoke("{\"all\":true}").is(201).field("id");

        developer.delete(path("/revocations/" + id)).is(204);

        assertThat(onNodes().revocations().isEmpty()).isTrue();
        developer.delete(path("/revocations/" + id)).isProblem(404, "resource_not_found");
        assertThat(audit()).contains("revocation.remove");
    }

    @Test
    void a_token_is_revoked_by_its_id_whatever_the_clock_of_its_issuer_said() {
        revoke("{\"token\":\"a-1\"}").is(201);

        assertThat(onNodes().revocations().ofToken("a-1", null, null, NOW.plusSeconds(20), NOW))
                .isNotNull();
        assertThat(onNodes().revocations().ofToken("a-2", null, null, NOW, NOW)).isNull();
    }

    @Test
    void a_whole_token_is_revoked_until_it_ends_and_kept_nowhere() throws SQLException {
        String claims = "{\"sub\":\"7\",\"jti\":\"a-1\",\"iat\":" + seconds(0) + ",\"exp\":" + seconds(600) + "}";
        String token = Jwt.ofApp(key, secret, claims);

        Reply made = revoke("{\"token\":\"" + token + "\"}").is(201);

        Instant end = NOW.plusSeconds(630);
        assertThat(onNodes().revocations().all()).containsExactly(new Revocation(Kind.TOKEN, "a-1", end, end));
        String signature = token.substring(token.lastIndexOf('.') + 1);
        assertThat(made.body() + audit() + ask("select * from app_revocations")).doesNotContain(signature);
    }

    @Test
    void a_token_without_an_id_is_revoked_by_its_digest() {
        String token =
                Jwt.ofApp(key, secret, "{\"sub\":\"7\",\"iat\":" + seconds(0) + ",\"exp\":" + seconds(600) + "}");

        assertThat(revoke("{\"token\":\"" + token + "\"}").is(201).field("subject"))
                .matches("sha256:[\\w-]{43}");
    }

    @Test
    void a_token_that_is_refused_anyway_is_not_revoked() {
        String token =
                Jwt.ofApp(key, secret, "{\"sub\":\"7\",\"iat\":" + seconds(-900) + ",\"exp\":" + seconds(-600) + "}");

        revoke("{\"token\":\"" + token + "\"}").isProblem(422, "token_not_revocable", "token_expired");
        revoke("{\"token\":\"" + token + "x\"}").isProblem(422, "token_not_revocable");
        revoke("{\"token\":\"eyJhbGciOi.\"}").isProblem(422, "token_not_revocable", "token_malformed");
        assertThat(onNodes().revocations().isEmpty()).isTrue();
    }

    @Test
    void what_cannot_be_revoked_is_refused_in_words() {
        revoke("{}").isProblem(400, "revocation_invalid", "Name exactly one");
        revoke("{\"user\":\"7\",\"all\":true}").isProblem(400, "revocation_invalid", "names 2 things");
        revoke("{\"all\":false}").isProblem(400, "revocation_invalid");
        revoke("{\"user\":\"\"}").isProblem(400, "revocation_invalid", "1 to 128");
        revoke("{\"user\":\"a\\u0000\"}").isProblem(400, "revocation_invalid", "control character");
        revoke("{\"token\":\"a-1\",\"issued_before\":1}").isProblem(400, "revocation_invalid", "Leave it out");
        revoke("{\"all\":true,\"issued_before\":\"yesterday\"}").isProblem(400, "revocation_time_invalid");
        revoke("{\"all\":true,\"issued_before\":1772366000000}").isProblem(400, "revocation_time_invalid");
        revoke("{\"all\":true,\"issued_before\":" + seconds(301) + "}")
                .isProblem(422, "value_out_of_range", "block the user");
        revoke("{\"all\":true,\"issued_before\":" + seconds(-90_000) + "}")
                .isProblem(422, "value_out_of_range", "nothing to revoke");
        revoke("{\"everything\":true}").isProblem(400, "field_unknown", "'everything'");
        support.post(path("/revocations"), "{\"all\":true}").isProblem(403, "permission_missing");
        assertThat(onNodes().revocations().isEmpty()).isTrue();
    }

    @Test
    void a_user_is_blocked_until_a_moment_and_let_in_again_while_what_was_revoked_stays() {
        revoke("{\"user\":\"7\"}").is(201);
        developer.post(path("/blocks"), "{\"user\":\"7\",\"seconds\":600}").is(201);
        Instant end = NOW.plusSeconds(3600);
        developer
                .post(path("/blocks"), "{\"user\":\"7\",\"until\":\"2026-03-01T13:00:00Z\"}")
                .is(201);

        assertThat(onNodes().revocations().all())
                .contains(new Revocation(Kind.USER, "7", end, end))
                .hasSize(2);

        developer.delete(path("/blocks?user=7")).is(204);
        assertThat(onNodes().revocations().all())
                .containsExactly(new Revocation(
                        Kind.USER, "7", NOW, NOW.plus(Duration.ofDays(1)).plusSeconds(30)));
        developer.delete(path("/blocks?user=nobody")).is(204);
        assertThat(audit()).contains("user.block", "user.unblock");
    }

    @Test
    void a_block_that_cannot_be_is_refused_in_words() {
        developer.post(path("/blocks"), "{\"user\":\"7\"}").isProblem(400, "revocation_invalid", "either");
        developer.post(path("/blocks"), "{\"seconds\":7}").isProblem(400, "field_missing", "user");
        developer
                .post(path("/blocks"), "{\"user\":\"7\",\"seconds\":0}")
                .isProblem(422, "value_out_of_range", "seconds is 0");
        developer
                .post(path("/blocks"), "{\"user\":\"7\",\"seconds\":9223372036854775807}")
                .isProblem(422, "value_out_of_range");
        developer
                .post(path("/blocks"), "{\"user\":\"7\",\"until\":\"2026-03-01T12:00:00Z\"}")
                .isProblem(422, "value_out_of_range", "over already");
        developer
                .post(path("/blocks"), "{\"user\":\"7\",\"until\":\"2046-03-01T12:00:00Z\"}")
                .isProblem(422, "value_out_of_range", "at most 3650 days");
    }

    @Test
    void what_is_over_leaves_the_list_and_the_nodes_and_is_forgotten_a_day_later() throws SQLException {
        developer.post(path("/blocks"), "{\"user\":\"7\",\"seconds\":600}").is(201);
        server.clock().advance(Duration.ofMinutes(11));

        assertThat(developer.get(path("/revocations")).body()).isEqualTo("{\"items\":[],\"next\":null}");
        revoke("{\"user\":\"8\"}").is(201);
        assertThat(onNodes().revocations().all())
                .extracting(Revocation::subject)
                .containsExactly("8");
        assertThat(ask("select count(*) from app_revocations")).isEqualTo("2");

        server.clock().advance(Duration.ofDays(3));
        server.part(UsageRounds.class).round();
        assertThat(ask("select count(*) from app_revocations")).isEqualTo("0");
        until("nodes forget it as well", () -> onNodes().revocations().isEmpty());
    }

    @Test
    void an_app_has_ten_thousand_revocations_and_beyond_them_everything_that_was_issued_before() throws SQLException {
        fill(10_000);

        revoke("{\"user\":\"7\"}").isProblem(409, "revocations_too_many", "issued_before");
        developer
                .post(path("/blocks"), "{\"user\":\"7\",\"seconds\":600}")
                .isProblem(409, "revocations_too_many", "10000");
        revoke("{\"all\":true}").is(201);

        assertThat(onNodes().revocations().all()).hasSize(10_001);
        String next = developer.get(path("/revocations?limit=200")).is(200).field("next");
        assertThat(developer
                        .get(path("/revocations?limit=200&after=" + next))
                        .is(200)
                        .body())
                .contains("\"items\":[{");
    }

    @Test
    void a_server_revokes_and_blocks_with_its_signature() {
        signed("POST", "/revocations", "{\"user\":7}").is(200);
        Reply blocked = signed("POST", "/users/a%3Bb/block", "{\"seconds\":60}").is(200);

        assertThat(blocked.body())
                .matches("\\{\"id\":\"rev_\\w+\",\"kind\":\"user\",\"subject\":\"a;b\",\"block\":true,"
                        + "\"issued_before\":\"2026-03-01T12:01:00Z\",\"until\":\"2026-03-01T12:01:00Z\"}");
        assertThat(onNodes().revocations().all())
                .extracting(Revocation::subject)
                .containsExactlyInAnyOrder("7", "a;b");

        signed("DELETE", "/users/a%3Bb/block", "").isOk("{\"ended\":1}");
        signed("DELETE", "/users/a%3Bb/block", "").isOk("{\"ended\":0}");
        assertThat(onNodes().revocations().all()).hasSize(1);
        assertThat(audit())
                .contains("\"kind\":\"server\",\"id\":\"" + app + "\",\"name\":\"key " + key + "\"")
                .contains("user.block", "user.unblock");
    }

    @Test
    void a_server_revokes_with_its_token_if_its_scope_has_admin() {
        Reply made =
                developer.post(path("/tokens"), "{\"name\":\"moderation\"}").is(201);
        String publisher = developer
                .post(path("/tokens"), "{\"name\":\"ticker\",\"operations\":[\"publish\"]}")
                .is(201)
                .field("token");

        withToken(publisher, "{\"all\":true}").isRefused(403, "scope_insufficient", "admin");
        withToken(made.field("token"), "{\"all\":true}").is(200);

        assertThat(onNodes().revocations().all()).extracting(Revocation::kind).containsExactly(Kind.ALL);
        assertThat(audit()).contains("\"kind\":\"server\",\"id\":\"" + app + "\",\"name\":\"token " + made.field("id"));
    }

    @Test
    void a_server_is_refused_in_words_too() {
        signed("POST", "/revocations", "{\"user\":\"7\",\"key\":\"k\"}").isRefused(400, "revocation_invalid");
        signed("POST", "/revocations", "{\"users\":[]}").isRefused(400, "field_unknown", "'users'");
        signed("POST", "/users/7/block", "{\"seconds\":\"x\"}").isRefused(400, "body_malformed");
        signed("POST", "/revocations", "").isRefused(400, "body_malformed");
        signed("POST", "/revocations", "{").isRefused(400, "body_malformed");
        signed("POST", "/users/7/block", "{\"seconds\":0}").isRefused(422, "value_out_of_range");
        assertThat(onNodes().revocations().isEmpty()).isTrue();
    }

    @Test
    void a_good_token_is_told_whose_it_is_and_what_it_may() {
        String token = token("{\"private-*\":[\"subscribe\",\"publish\"],\"presence-lobby\":[\"presence\"]}");

        Reply told = check(token, "").is(200);

        assertThat(told.body())
                .isEqualTo(
                        "{\"good\":true,\"code\":null,\"message\":null,\"revoked_by\":null,\"holder\":{\"id\":\"a-1\","
                                + "\"issuer\":null,\"key\":\"" + key
                                + "\",\"user\":\"7\",\"user_info\":{\"name\":\"Ann\"},"
                                + "\"capabilities\":{\"presence-lobby\":[\"presence\"],\"private-*\":[\"publish\",\"subscribe\"]},"
                                + "\"scope\":null,\"watchlist\":[\"8\"],\"issued_at\":\"2026-03-01T12:00:00Z\","
                                + "\"expires_at\":\"2026-03-01T12:10:00Z\",\"refused_from\":\"2026-03-01T12:10:30Z\"},"
                                + "\"channel\":null}");
        assertThat(told.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void a_token_of_an_issuer_is_good_when_the_app_trusts_it() {
        String token = Jwt.ofIssuer(
                RSA,
                "{\"iss\":\"https://id.example/\",\"aud\":\"chat\",\"sub\":\"7\",\"iat\":" + seconds(0) + ",\"exp\":"
                        + seconds(600) + "}");
        assertThat(check(token, "").is(200).body()).contains("\"good\":false,\"code\":\"token_issuer_unknown\"");

        issuers("{\"name\":\"https://id.example/\",\"audiences\":[\"chat\"],\"keys\":\"" + Jwt.pem(RSA)
                        + "\",\"capabilities\":{\"private-inbox-{user}\":[\"subscribe\"]}}")
                .is(201);

        assertThat(check(token, ",\"channel\":\"private-inbox-7\"").is(200).body())
                .contains("\"good\":true", "\"issuer\":\"https://id.example/\"")
                .contains("\"private-inbox-7\":[\"subscribe\"]")
                .contains("\"allowed\":true,\"code\":\"allowed\"");
    }

    @Test
    void why_a_token_is_refused_is_told_and_the_token_is_not() {
        String token = token("{}");
        String wrong = token.substring(0, token.length() - 4) + "AAAA";

        String told = check(wrong, "").is(200).body();

        assertThat(told)
                .contains("\"good\":false,\"code\":\"token_signature_invalid\",\"message\":\"The token is not signed")
                .contains("\"holder\":null")
                .doesNotContain(wrong.substring(wrong.indexOf('.')));
    }

    @Test
    void what_a_token_was_revoked_by_is_told() {
        String token = token("{}");
        revoke("{\"user\":\"7\",\"issued_before\":" + seconds(1) + "}").is(201);

        assertThat(check(token, ",\"channel\":\"private-x\"").is(200).body())
                .contains("\"good\":false,\"code\":\"token_revoked\"")
                .contains(
                        "\"revoked_by\":{\"kind\":\"user\",\"subject\":\"7\",\"issued_before\":\"2026-03-01T12:00:01Z\"")
                .contains("\"user\":\"7\"")
                .contains("\"channel\":null");

        developer.post(path("/blocks"), "{\"user\":\"8\",\"seconds\":60}").is(201);
        String ofAnother =
                Jwt.ofApp(key, secret, "{\"sub\":\"8\",\"iat\":" + seconds(0) + ",\"exp\":" + seconds(600) + "}");
        assertThat(check(ofAnother, "").is(200).body())
                .contains("\"code\":\"user_blocked\",\"message\":\"Its user is blocked until 2026-03-01T12:01:00Z.");
    }

    @Test
    void what_a_token_may_on_a_channel_is_told_with_the_reason() {
        developer
                .put(
                        path("/rules"),
                        "{\"rules\":[{\"pattern\":\"private-quiet-*\",\"client_events\":false,\"history_events\":0}]}")
                .is(200);
        String token = token("{\"private-*\":[\"subscribe\",\"publish\",\"history\"],\"presence-*\":[\"presence\"]}");

        verdict(token, "private-x", "subscribe", true, "allowed");
        verdict(token, "news", "subscribe", true, "needs_no_token");
        verdict(token, "presence-x", "subscribe", true, "allowed");
        verdict(token, "presence-x", "history", false, "token_not_for_channel");
        verdict(token, "presence-x", "presence", true, "allowed");
        verdict(token, "private-x", "presence", false, "presence_only");
        verdict(token, "private-encrypted-x", "publish", false, "client_event_channel_type");
        verdict(token, "private-x", "publish", true, "allowed");
        verdict(token, "private-quiet-x", "publish", false, "client_events_disabled");
        verdict(token, "private-x", "history", true, "allowed");
        verdict(token, "private-quiet-x", "history", false, "history_off");
        verdict(token, "#server-to-user-7", "subscribe", false, "channel_of_one_user");
        check(token, ",\"channel\":\"a b\"").isProblem(400, "channel_name_invalid");
        check(token, ",\"channel\":\"x\",\"operation\":\"admin\"").isProblem(422, "value_out_of_range");
        Management.as(server, "org_shop:viewer")
                .post(path("/token-checks"), "{\"token\":\"x\"}")
                .isProblem(403, "permission_missing");
    }

    @Test
    void the_scope_of_the_key_is_told_apart_from_what_the_token_says() {
        Reply made = developer
                .post(
                        path("/keys"),
                        "{\"name\":\"readers\",\"operations\":[\"subscribe\"],\"channels\":[\"private-*\"]}")
                .is(201);
        key = made.field("key");
        secret = made.field("secret");
        String token = token("{\"private-*\":[\"subscribe\",\"publish\"]}");

        verdict(token, "private-x", "publish", false, "scope_insufficient");
        verdict(token, "private-x", "subscribe", true, "allowed");
        assertThat(check(token, "").body())
                .contains("\"scope\":{\"operations\":[\"subscribe\"],\"channels\":[\"private-*\"]}");
    }

    private void verdict(String token, String channel, String operation, boolean allowed, String code) {
        assertThat(check(token, ",\"channel\":\"" + channel + "\",\"operation\":\"" + operation + "\"")
                        .is(200)
                        .body())
                .contains("\"channel\":{\"channel\":\"" + channel + "\",\"operation\":\"" + operation
                        + "\",\"allowed\":" + allowed + ",\"code\":\"" + code + "\"");
    }

    private String token(String capabilities) {
        return Jwt.ofApp(
                key,
                secret,
                "{\"sub\":\"7\",\"jti\":\"a-1\",\"iat\":" + seconds(0) + ",\"exp\":" + seconds(600)
                        + ",\"user_info\":{\"name\":\"Ann\"},\"watchlist\":[\"8\"],\"capabilities\":" + capabilities
                        + "}");
    }

    private Reply check(String token, String more) {
        return support.post(path("/token-checks"), "{\"token\":\"" + token + "\"" + more + "}");
    }

    private static String issuer(String name) {
        return "{\"name\":\"" + name + "\",\"audiences\":[\"chat\"],\"keys\":\"" + Jwt.pem(RSA) + "\"}";
    }

    private Reply issuers(String body) {
        return developer.post(path("/issuers"), body);
    }

    private Reply revoke(String body) {
        return developer.post(path("/revocations"), body);
    }

    private String path(String path) {
        return "/apps/" + app + path;
    }

    private static long seconds(long fromNow) {
        return NOW.plusSeconds(fromNow).getEpochSecond();
    }

    private Reply signed(String method, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String full = "/apps/" + app + path;
        String query = RequestSignature.signedQuery(
                AppKey.of(key),
                Secret.of(secret),
                method,
                full,
                bytes.length == 0 ? null : bytes,
                server.clock().instant().getEpochSecond());
        return Wire.send(server.port(), method, full + "?" + query, JSON, bytes);
    }

    private Reply withToken(String token, String body) {
        return Wire.send(
                server.port(),
                "POST",
                "/apps/" + app + "/revocations",
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private App onNodes() {
        return done(server.backplane().apps().byId(AppId.of(app))).orElseThrow();
    }

    private String audit() {
        return Management.as(server, "operator")
                .get("/organisations/org_shop/audit")
                .body();
    }

    private void fill(int count) throws SQLException {
        try (Connection connection = connect();
                var insert = connection.prepareStatement(
                        "insert into app_revocations (id, app_id, kind, subject, blocks, before_at, until_at, created_at, created_by)"
                                + " values (?, ?, 'user', ?, false, timestamp with time zone '2026-03-01 12:00:00+00:00',"
                                + " timestamp with time zone '2026-03-02 12:00:00+00:00', timestamp with time zone '2026-03-01 12:00:00+00:00', '')")) {
            for (int i = 0; i < count; i++) {
                insert.setString(1, String.format("rev_%06d", i));
                insert.setString(2, app);
                insert.setString(3, "user-" + i);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private String ask(String question) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            var answer = new StringBuilder();
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    answer.append(column == 1 ? "" : " | ").append(rows.getString(column));
                }
            }
            return answer.toString();
        }
    }

    private Connection connect() throws SQLException {
        Secret password = database.password();
        return DriverManager.getConnection(database.url(), database.user(), password == null ? "" : password.reveal());
    }
}
