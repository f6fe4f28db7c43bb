package io.carillon.client.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.client.CarillonException;
import io.carillon.client.auth.Capability;
import io.carillon.client.http.ScriptedHttp;
import io.carillon.client.http.ScriptedHttp.Request;
import io.carillon.client.rest.RetryPolicy;
import io.carillon.protocol.AppId;
import io.carillon.protocol.InvalidValueException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementClientTest {

    private static final String APP = """
            {"id":"1000","organisation":"org_1","name":"Chat","enabled":true,"settings":{"client_events":true,"event_bytes":10240,\
            "allowed_origins":["https://example.com"],"of_a_later_version":1},"created_at":"2026-11-01T00:00:00Z",\
            "updated_at":"2026-11-02T00:00:00Z","version":3}""";
    private static final String KEY = """
            {"key":"k1","app":"1000","name":"First key","status":"active","operations":["publish","admin"],"channels":["private-*"],\
            "created_at":"2026-11-01T00:00:00Z","created_by":"Ann","secret":"s3cr3t-of-the-key"}""";

    private final ScriptedHttp server = new ScriptedHttp();
    private final ManagementClient carillon = ManagementClient.builder()
            .server(server.url() + "/behind/")
            .token("token-of-ann")
            .retry(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(1)))
            .build();

    @AfterEach
    void close() {
        carillon.close();
        server.close();
    }

    @Test
    void an_app_is_read_and_what_a_later_server_says_beside_is_passed_over() {
        server.answers(200, APP);

        App app = carillon.apps().get("1000");

        Request request = only();
        assertThat(request.method() + " " + request.uri()).isEqualTo("GET /behind/api/v1/apps/1000");
        assertThat(request.header("Authorization")).isEqualTo("Bearer token-of-ann");
        assertThat(app.name()).isEqualTo("Chat");
        assertThat(app.enabled()).isTrue();
        assertThat(app.createdAt()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(app.settings().get(Flag.CLIENT_EVENTS)).contains(true);
        assertThat(app.settings().get(Flag.TLS_ONLY)).isEmpty();
        assertThat(app.settings().get(Limit.EVENT_BYTES)).hasValue(10_240);
        assertThat(app.settings().allowedOrigins()).containsExactly("https://example.com");
    }

    @Test
    void an_app_is_made_once_however_often_it_is_sent() {
        server.answers(503, "");
        server.answers(0, "");
        server.answers(201, "{\"app\":" + APP + ",\"key\":" + KEY + "}");

        CreatedApp made = carillon.apps()
                .create(NewApp.named("Chat")
                        .ownedBy("org_1")
                        .withSettings(Settings.none()
                                .with(Limit.EVENT_BYTES, 20_000)
                                .with(Flag.CLIENT_EVENTS, true)
                                .withAllowedOrigins("https://example.com")));

        List<Request> requests = server.requests();
        assertThat(requests).hasSize(3).allMatch(request -> request.method().equals("POST"));
        assertThat(requests.get(2).body())
                .isEqualTo("{\"name\":\"Chat\",\"organisation\":\"org_1\",\"settings\":{\"client_events\":true,"
                        + "\"event_bytes\":20000,\"allowed_origins\":[\"https://example.com\"]}}");
        assertThat(requests)
                .extracting(request -> request.header("Idempotency-Key"))
                .doesNotContainNull();
        assertThat(requests.stream()
                        .map(request -> request.header("Idempotency-Key"))
                        .distinct())
                .hasSize(1);
        assertThat(made.key().revealed().reveal()).isEqualTo("s3cr3t-of-the-key");
        assertThat(made.key().scope())
                .isEqualTo(Scope.of(Operation.ADMIN, Operation.PUBLISH).on("private-*"));
    }

    @Test
    void no_secret_is_printed() {
        server.answers(201, KEY);
        server.answers(201, KEY.replace("\"key\":\"k1\"", "\"id\":\"t1\"").replace("\"secret\"", "\"token\""));

        Key key = carillon.keys("1000").create(NewCredential.named("Backend"));
        ServerToken token = carillon.serverTokens("1000").create(NewCredential.named("Backend"));

        assertThat(key + " " + token + " " + NewRevocation.ofToken("eyJ.s3cr3t"))
                .contains("k1", "t1")
                .doesNotContain("s3cr3t");
    }

    @Test
    void a_change_may_insist_on_the_version_that_was_seen() {
        server.answers(
                412,
                "{\"type\":\"/docs/errors#version_conflict\",\"title\":\"Precondition Failed\",\"status\":412,"
                        + "\"detail\":\"Somebody else changed it.\",\"code\":\"version_conflict\"}");

        CarillonException refused = failure(() -> carillon.apps()
                .change("1000", AppChange.rename("Talk").withEnabled(false).onlyIf(3)));

        Request request = only();
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.header("If-Match")).isEqualTo("\"3\"");
        assertThat(request.body()).isEqualTo("{\"name\":\"Talk\",\"enabled\":false}");
        assertThat(refused.code()).isEqualTo("version_conflict");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused).hasMessage("Somebody else changed it.");
        assertThat(refused.docs()).contains(URI.create(server.url() + "/docs/errors#version_conflict"));
        assertThat(refused.retriable()).isFalse();
    }

    @Test
    void what_is_told_differently_the_second_time_is_not_sent_again() {
        server.answers(0, "");
        assertThat(failure(() -> carillon.apps().delete("1000")).code()).isEqualTo("connection_lost");
        server.answers(503, "");
        assertThat(failure(() -> carillon.keys("1000").revoke("k1")).code()).isEqualTo("http_503");
        server.answers(503, "");
        assertThat(failure(() -> carillon.apps()
                                .change("1000", AppChange.enabled(true).onlyIf(3)))
                        .code())
                .isEqualTo("http_503");
        assertThat(server.requests()).hasSize(3);

        server.answers(503, "");
        server.answers(200, APP);
        carillon.apps().enable("1000");
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void a_list_is_fetched_as_far_as_it_is_read() {
        server.answers(200, "{\"items\":[" + APP + "," + APP.replace("1000", "1001") + "],\"next\":\"1001\"}");
        server.answers(200, "{\"items\":[" + APP.replace("1000", "1002") + "],\"next\":null}");

        Listing<App> apps = carillon.apps().list("org 1");
        assertThat(apps.stream().map(app -> app.id().value())).containsExactly("1000", "1001", "1002");
        assertThat(server.requests())
                .extracting(request -> request.uri().toString())
                .containsExactly(
                        "/behind/api/v1/apps?organisation=org%201&limit=200",
                        "/behind/api/v1/apps?organisation=org%201&after=1001&limit=200");

        server.answers(200, "{\"items\":[" + APP + "],\"next\":\"1000\"}");
        assertThat(apps.iterator().next().id().value()).isEqualTo("1000");
        assertThat(server.requests()).hasSize(3);
        assertThatThrownBy(() -> apps.page(null, 201)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void rules_are_written_in_the_order_in_which_they_are_tried() {
        server.answers(
                200, "{\"rules\":[{\"pattern\":\"private-*\",\"events\":{\"a\":true, \"b\":1.50}}],\"version\":4}");
        var taken = new LinkedHashMap<String, Object>();
        taken.put("client-typing", true);
        taken.put("score*", Map.of("type", "number"));

        RuleSet now = carillon.rules("1000")
                .replace(new RuleSet(
                        List.of(
                                Rule.of("private-chat-*")
                                        .withSettings(Settings.none().with(Limit.HISTORY_EVENTS, 100)),
                                Rule.of("private-*").taking(taken)),
                        3));

        Request request = only();
        assertThat(request.method() + " " + request.uri()).isEqualTo("PUT /behind/api/v1/apps/1000/rules");
        assertThat(request.header("If-Match")).isEqualTo("\"3\"");
        assertThat(request.body())
                .isEqualTo(
                        "{\"rules\":[{\"pattern\":\"private-chat-*\",\"history_events\":100},"
                                + "{\"pattern\":\"private-*\",\"events\":{\"client-typing\":true,\"score*\":{\"type\":\"number\"}}}]}");
        assertThat(now.version()).isEqualTo(4);
        assertThat(now.rules().get(0).events()).isEqualTo("{\"a\":true, \"b\":1.50}");
    }

    @Test
    void an_issuer_is_described_step_by_step_and_what_was_said_to_the_letter_stays() {
        IssuerTerms terms = new IssuerTerms("{\"name\":\"https://id.example.com/\",\"max_lifetime\":86400.0}")
                .forAudiences("my-chat")
                .withKeysAt("https://id.example.com/jwks.json")
                .giving("private-inbox-{user}", Capability.SUBSCRIBE)
                .giving("presence-*", Capability.PRESENCE)
                .within(Scope.of(Operation.SUBSCRIBE));

        assertThat(terms.json())
                .startsWith(
                        "{\"name\":\"https://id.example.com/\",\"max_lifetime\":86400.0,\"audiences\":[\"my-chat\"],"
                                + "\"jwks_url\":\"https://id.example.com/jwks.json\",\"capabilities\":{"
                                + "\"private-inbox-{user}\":[\"subscribe\"],\"presence-*\":[\"presence\"]},\"scope\":{");
        assertThatThrownBy(() -> new IssuerTerms("[]")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void revocations_say_whom_they_are_for() {
        assertThat(NewRevocation.ofUser("7")
                        .issuedBefore(Instant.EPOCH)
                        .fields()
                        .toString())
                .isEqualTo("{user=7, issued_before=1970-01-01T00:00:00Z}");
        assertThat(NewRevocation.ofAll().fields().toString()).isEqualTo("{all=true}");
        assertThatThrownBy(() -> NewRevocation.ofToken("t").issuedBefore(Instant.EPOCH))
                .isInstanceOf(InvalidValueException.class);

        server.answers(204, "");
        carillon.revocations("1000").unblock("auth0|7");
        assertThat(only().method() + " " + only().uri())
                .isEqualTo("DELETE /behind/api/v1/apps/1000/blocks?user=auth0%7C7");
    }

    @Test
    void alerts_are_listed_with_what_was_used_when_they_came() {
        server.answers(200, """
                {"items":[{"id":"9","organisation":"org_1","app":"1000","quota":"messages_per_day","threshold":80,"used":801,\
                "allowed":1000,"hard":true,"period_started_at":"2026-11-01T00:00:00Z","created_at":"2026-11-01T10:00:00Z"}],\
                "next":null}""");

        assertThat(carillon.usage("1000").alerts())
                .containsExactly(new Alert(
                        "9",
                        "messages_per_day",
                        80,
                        801,
                        1_000,
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-01T10:00:00Z")));
    }

    @Test
    void an_organisation_is_read_renamed_and_given_other_ceilings() {
        String organisation = """
                {"id":"org_1","name":"Shop","suspended":false,"ceilings":{"max_apps":3,"max_members":100,"of_a_later_version":1},\
                "created_at":"2026-11-01T00:00:00Z","version":2}""";
        server.answers(200, organisation);
        server.answers(200, organisation.replace("Shop", "Store"));
        server.answers(200, organisation);

        Organisation read = carillon.organisations().get("org_1");
        Organisation renamed = carillon.organisations().rename(read, "Store");
        carillon.organisations()
                .changeCeilings(
                        "org_1",
                        CeilingsChange.to(Ceiling.MESSAGES_PER_DAY, 5_000_000_000L)
                                .and(Ceiling.MAX_APPS, 0)
                                .withSuspended(true)
                                .onlyIf(2));

        assertThat(read.ceilings()).containsOnly(Map.entry(Ceiling.MAX_APPS, 3L), Map.entry(Ceiling.MAX_MEMBERS, 100L));
        assertThat(renamed.name()).isEqualTo("Store");
        assertThat(server.requests())
                .extracting(request -> request.method() + " " + request.uri() + " " + request.body())
                .containsExactly(
                        "GET /behind/api/v1/organisations/org_1 ",
                        "PATCH /behind/api/v1/organisations/org_1 {\"name\":\"Store\"}",
                        "PATCH /behind/api/v1/organisations/org_1/ceilings"
                                + " {\"max_apps\":0,\"messages_per_day\":5000000000,\"suspended\":true}");
        assertThat(server.requests().subList(1, 3))
                .extracting(request -> request.header("If-Match"))
                .containsOnly("\"2\"");
    }

    @Test
    void an_invitation_is_made_once_and_its_token_is_not_printed() {
        server.answers(503, "");
        server.answers(201, """
                {"id":"inv_1","organisation":"org_1","email":"bob@example.com","role":"support","status":"open",\
                "created_at":"2026-11-01T00:00:00Z","created_by":"Ann","ends_at":"2026-11-08T00:00:00Z","token":"cari_s3cr3t"}""");

        Invitation made = carillon.invitations("org_1").create(NewInvitation.of("bob@example.com", Role.SUPPORT));

        List<Request> requests = server.requests();
        assertThat(requests)
                .hasSize(2)
                .allMatch(request -> request.uri().toString().equals("/behind/api/v1/organisations/org_1/invitations"));
        assertThat(requests.get(1).body()).isEqualTo("{\"email\":\"bob@example.com\",\"role\":\"support\"}");
        assertThat(requests.get(1).header("Idempotency-Key"))
                .isNotNull()
                .isEqualTo(requests.get(0).header("Idempotency-Key"));
        assertThat(made.status()).isEqualTo(Invitation.Status.OPEN);
        assertThat(made.toString()).contains("inv_1").doesNotContain("s3cr3t");
    }

    @Test
    void a_member_gets_another_role_or_goes() {
        server.answers(204, "");
        server.answers(204, "");

        carillon.members("org_1").change("per_1", Role.ADMIN);
        carillon.members("org_1").remove("per_1");

        assertThat(server.requests())
                .extracting(request -> request.method() + " " + request.uri() + " " + request.body())
                .containsExactly(
                        "PATCH /behind/api/v1/organisations/org_1/members/per_1 {\"role\":\"admin\"}",
                        "DELETE /behind/api/v1/organisations/org_1/members/per_1 ");
    }

    @Test
    void a_token_of_an_organisation_is_for_one_app_and_is_not_printed() {
        server.answers(201, """
                {"id":"tok_1","name":"CI","status":"ending","role":"viewer","operator":false,"app":"1000",\
                "created_at":"2026-11-01T00:00:00Z","created_by":"Ann","ends_at":"2027-01-01T00:00:00Z","token":"caro_s3cr3t"}""");

        OrganisationToken made = carillon.organisationTokens("org_1")
                .create(NewOrganisationToken.named("CI", Role.VIEWER)
                        .forApp("1000")
                        .endingAt(Instant.parse("2027-01-01T00:00:00Z")));

        assertThat(only().body())
                .isEqualTo(
                        "{\"name\":\"CI\",\"role\":\"viewer\",\"app\":\"1000\",\"ends_at\":\"2027-01-01T00:00:00Z\"}");
        assertThat(made.standing()).isEqualTo(Standing.ENDING);
        assertThat(made.toString()).contains("tok_1").doesNotContain("s3cr3t");
    }

    @Test
    void the_audit_log_is_asked_for_some_of_its_lines_page_by_page() {
        String line = """
                {"id":8,"at":"2026-11-01T00:00:00Z","organisation":"org_1","app":null,\
                "actor":{"kind":"outsider","id":"","name":"somebody outside"},"via":"api","address":"","action":"manage_members",\
                "subject":"person per_1","outcome":"refused","changes":{"role":{"from":"owner", "to":null}}}""";
        server.answers(200, "{\"items\":[" + line + "],\"next\":\"8\"}");
        server.answers(200, "{\"items\":[" + line.replace(":8,", ":7,") + "],\"next\":null}");

        List<AuditEntry> lines = carillon
                .auditLog("org_1")
                .list(AuditQuestion.any()
                        .about("1000")
                        .by("Ann & Bob")
                        .outcome(AuditEntry.Outcome.REFUSED)
                        .from(Instant.EPOCH))
                .stream()
                .toList();

        assertThat(lines).extracting(AuditEntry::id).containsExactly(8L, 7L);
        assertThat(lines.get(0).app()).isNull();
        assertThat(lines.get(0).actor())
                .isEqualTo(new AuditEntry.Actor(AuditEntry.Actor.Kind.OUTSIDER, "", "somebody outside"));
        assertThat(lines.get(0).changes()).isEqualTo("{\"role\":{\"from\":\"owner\", \"to\":null}}");
        String asked = "/behind/api/v1/organisations/org_1/audit?app=1000&actor=Ann%20%26%20Bob&outcome=refused"
                + "&from=1970-01-01T00%3A00%3A00Z";
        assertThat(server.requests())
                .extracting(request -> request.uri().toString())
                .containsExactly(asked + "&limit=200", asked + "&after=8&limit=200");
    }

    @Test
    void alerts_of_an_organisation_say_whose_quota_it_is() {
        String alert = """
                {"id":"9","organisation":"org_1","app":"1000","quota":"messages_per_day","threshold":80,"used":801,\
                "allowed":1000,"hard":true,"period_started_at":"2026-11-01T00:00:00Z","created_at":"2026-11-01T10:00:00Z"}""";
        server.answers(200, "{\"items\":[" + alert + "," + alert.replace("\"1000\",", "null,") + "],\"next\":null}");

        assertThat(carillon.organisationUsage("org_1").alerts().stream().map(OrganisationAlert::app))
                .containsExactly(AppId.of("1000"), null);
        assertThat(only().uri()).hasToString("/behind/api/v1/organisations/org_1/alerts?limit=200");
    }

    @Test
    void what_a_role_is_too_little_for_is_told_with_the_role_that_it_takes() {
        server.answers(
                403,
                "{\"type\":\"/docs/errors#permission_missing\",\"title\":\"Forbidden\",\"status\":403,"
                        + "\"detail\":\"This takes the permission manage_members, which admins and above have.\","
                        + "\"code\":\"permission_missing\"}");

        CarillonException refused = failure(() -> carillon.invitations("org_1").list());

        assertThat(refused.code()).isEqualTo("permission_missing");
        assertThat(refused).hasMessageContaining("admins and above");
        assertThat(refused.retriable()).isFalse();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void an_answer_that_cannot_be_read_comes_from_somebody_else() {
        server.answers(200, APP.replace("\"enabled\":true,", ""));
        assertThat(failure(() -> carillon.apps().get("1000")).code()).isEqualTo("answer_invalid");
        server.answers(200, KEY.replace("active", "asleep"));
        assertThat(failure(() -> carillon.keys("1000").get("k1")).code()).isEqualTo("answer_invalid");
        server.answers(200, "<html>");
        assertThat(failure(() -> carillon.apps().get("1000")).code()).isEqualTo("answer_invalid");
    }

    @Test
    void whoever_asks_or_waits_when_it_is_closed_is_told() {
        server.answers(429, "", "Retry-After", "1");
        CompletableFuture<App> waiting = carillon.apps().getAsync("1000");

        carillon.close();

        assertThat(failure(() -> ManagementApi.await(waiting)).code()).isEqualTo("closed");
        assertThat(failure(() -> carillon.apps().get("1000")).code()).isEqualTo("closed");
    }

    @Test
    void values_that_cannot_be_are_refused_at_once() {
        assertThatThrownBy(() -> carillon.apps().get("../keys")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> NewApp.named("x").withIdempotencyKey("")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Rule(Rule.of("*").pattern(), Settings.none(), "[]"))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Scope.of()).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> ManagementClient.builder().token("a\nb")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> ManagementClient.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThat(server.requests()).isEmpty();
    }

    private Request only() {
        assertThat(server.requests()).hasSize(1);
        return server.requests().get(0);
    }

    private static CarillonException failure(ThrowingCallable action) {
        return catchThrowableOfType(CarillonException.class, action);
    }
}
