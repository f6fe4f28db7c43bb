package io.carillon.controlplane;

import static io.carillon.controlplane.Browser.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Organisations: who comes, who goes, who may what, and what the operator allows. */
class TenantTest {

    private static final String BOBS = "bob has a boat";

    private final ApiServer server = ApiServer.on(database(), Map.of(), backplane -> backplane);
    private final Browser ann = Browser.ofAnn(server);
    private final String shop = ann.get("/organisations").is(200).field("id");

    DatabaseSettings database() {
        return DatabaseSettings.inMemory("tenant" + UUID.randomUUID());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoever_is_invited_comes_in_with_the_role_of_the_invitation() {
        String token = invite(ann, "Bob@Example.com", "developer");
        assertThat(Browser.at(server)
                        .post("/invitations/show", "{\"token\":\"" + token + "\"}")
                        .is(200)
                        .body())
                .isEqualTo("{\"organisation\":\"Shop\",\"role\":\"developer\",\"email\":\"bob@example.com\","
                        + "\"invited_by\":\"Ann\",\"ends_at\":\"2026-03-08T12:00:00Z\"}");

        accept(token, "Bob").is(201);

        Browser bob = Browser.at(server);
        bob.signIn("bob@example.com", BOBS).is(200);
        bob.post("/apps", "{\"name\":\"Chat\"}").is(201);
        bob.get("/organisations/" + shop + "/invitations").isProblem(403, "permission_missing");
        assertThat(ann.get("/organisations/" + shop + "/members").is(200).body())
                .contains("\"email\":\"bob@example.com\",\"role\":\"developer\"");
        assertThat(ann.get("/organisations/" + shop + "/invitations").is(200).body())
                .contains("\"status\":\"accepted\"")
                .doesNotContain(token);
    }

    @Test
    void an_invitation_works_once_for_a_week_and_not_after_it_was_taken_back() {
        String used = invite(ann, "bob@example.com", "viewer");
        accept(used, "Bob").is(201);
        String revoked = invite(ann, "eve@example.com", "viewer");
        String old = invite(ann, "old@example.com", "viewer");
        ann.post("/organisations/" + shop + "/invitations/" + invitation("eve@example.com") + "/revoke", "")
                .is(200);

        accept(used, "Mallory").isProblem(404, "link_unknown");
        accept(revoked, "Eve").isProblem(404, "link_unknown");
        server.clock().advance(Duration.ofDays(7));
        accept(old, "Old").isProblem(404, "link_unknown");
        accept("cari_nothing", "Nobody").isProblem(404, "link_unknown");
    }

    @Test
    void inviting_is_answered_alike_whether_or_not_somebody_has_an_account() {
        accept(invite(ann, "bob@example.com", "viewer"), "Bob").is(201);

        Reply known = ann.post(
                "/organisations/" + shop + "/invitations", "{\"email\":\"bob@example.com\",\"role\":\"viewer\"}");
        Reply unknown = ann.post(
                "/organisations/" + shop + "/invitations", "{\"email\":\"cat@example.com\",\"role\":\"viewer\"}");

        assertThat(shape(known)).isEqualTo(shape(unknown));
    }

    @Test
    void whoever_has_an_account_accepts_as_who_they_are() {
        Browser bob = member("bob@example.com", "viewer");
        String other =
                ann.post("/organisations", "{\"name\":\"Other\"}").is(201).field("id");
        String token = ann.post(
                        "/organisations/" + other + "/invitations",
                        "{\"email\":\"bob@example.com\",\"role\":\"admin\"}")
                .is(201)
                .field("token");

        accept(token, "Bob").isProblem(409, "sign_in_first");
        bob.post("/invitations/accept", "{\"token\":\"" + token + "\"}").is(201);

        assertThat(bob.get("/me").body())
                .contains("\"name\":\"Other\",\"role\":\"admin\"", "\"name\":\"Shop\",\"role\":\"viewer\"");
    }

    @Test
    void nobody_gives_more_than_they_have_or_changes_somebody_above_them() {
        Browser admin = member("admin@example.com", "admin");
        member("dev@example.com", "developer");
        String annsId = ann.get("/me").field("id");
        String dev = person("dev@example.com");

        admin.post("/organisations/" + shop + "/invitations", "{\"email\":\"x@example.com\",\"role\":\"owner\"}")
                .isProblem(403, "permission_missing", "You are admin here");
        admin.patch("/organisations/" + shop + "/members/" + dev, "{\"role\":\"owner\"}")
                .isProblem(403, "permission_missing");
        admin.patch("/organisations/" + shop + "/members/" + annsId, "{\"role\":\"viewer\"}")
                .isProblem(403, "permission_missing");
        admin.delete("/organisations/" + shop + "/members/" + annsId).isProblem(403, "permission_missing");
        admin.post("/organisations/" + shop + "/tokens", "{\"name\":\"CI\",\"role\":\"owner\"}")
                .isProblem(403, "permission_missing");
        admin.patch("/organisations/" + shop + "/members/" + dev, "{\"role\":\"admin\"}")
                .is(204);
    }

    @Test
    void a_role_that_was_taken_away_is_gone_at_the_next_request_for_tokens_too() {
        Browser bob = member("bob@example.com", "developer");
        Management token = Management.as(
                server, bob.post("/me/tokens", "{\"name\":\"CI\"}").field("token"));
        token.post("/apps", "{\"name\":\"Chat\"}").is(201);

        ann.patch("/organisations/" + shop + "/members/" + person("bob@example.com"), "{\"role\":\"viewer\"}")
                .is(204);

        bob.post("/apps", "{\"name\":\"Chat\"}").isProblem(403, "permission_missing");
        token.post("/apps", "{\"name\":\"Chat\"}").isProblem(403, "permission_missing");
        ann.delete("/organisations/" + shop + "/members/" + person("bob@example.com"))
                .is(204);
        bob.get("/organisations/" + shop).isProblem(404, "resource_not_found");
        token.get("/organisations/" + shop).isProblem(404, "resource_not_found");
    }

    @Test
    void the_last_owner_neither_goes_nor_becomes_less() {
        String annsId = ann.get("/me").field("id");

        ann.post("/organisations/" + shop + "/leave", "").isProblem(409, "state_conflict", "only owner");
        ann.patch("/organisations/" + shop + "/members/" + annsId, "{\"role\":\"admin\"}")
                .isProblem(409, "state_conflict");
        ann.delete("/organisations/" + shop + "/members/" + annsId).isProblem(409, "state_conflict");

        Browser bob = member("bob@example.com", "owner");
        ann.post("/organisations/" + shop + "/leave", "").is(204);
        bob.post("/organisations/" + shop + "/leave", "").isProblem(409, "state_conflict");
    }

    @Test
    void an_organisation_of_others_is_answered_as_one_that_is_not_there() {
        Browser bob = member("bob@example.com", "owner");
        String other = ann.post("/organisations", "{\"name\":\"Other\"}").field("id");

        Reply theirs = bob.get("/organisations/" + other).isProblem(404, "resource_not_found");
        Reply nobodys = bob.get("/organisations/org_nothing").isProblem(404, "resource_not_found");

        assertThat(theirs.body().replace(other, "org_nothing")).isEqualTo(nobodys.body());
        for (String path : new String[] {"/members", "/invitations", "/tokens"}) {
            bob.get("/organisations/" + other + path).isProblem(404, "resource_not_found");
        }
        bob.patch("/organisations/" + other, "{\"name\":\"Mine\"}").isProblem(404, "resource_not_found");
        assertThat(bob.get("/organisations").body()).contains(shop).doesNotContain(other);
        assertThat(ann.get("/organisations").body()).contains(shop).contains(other);
    }

    @Test
    void only_operators_make_organisations_and_set_ceilings() {
        Browser owner = member("bob@example.com", "owner");

        owner.post("/organisations", "{\"name\":\"Mine\"}").isProblem(403, "permission_missing");
        owner.patch("/organisations/" + shop + "/ceilings", "{\"max_apps\":100}")
                .isProblem(403, "permission_missing");
        owner.get("/people").isProblem(403, "permission_missing");
        owner.patch("/organisations/" + shop, "{\"name\":\"Store\",\"max_apps\":100}")
                .isProblem(400, "field_unknown");
        assertThat(owner.patch("/organisations/" + shop, "{\"name\":\"Store\"}")
                        .is(200)
                        .body())
                .contains("\"name\":\"Store\"");
    }

    @Test
    void a_suspended_organisation_has_its_apps_switched_off_on_every_node_until_it_is_let_in_again() {
        String app = ann.post("/apps", "{\"name\":\"Chat\"}").field("id");

        ann.patch("/organisations/" + shop + "/ceilings", "{\"suspended\":true,\"max_apps\":1}")
                .is(200);

        assertThat(isEnabledOnNodes(app)).isFalse();
        ann.post("/apps", "{\"name\":\"More\"}").isProblem(422, "limit_above_ceiling");
        ann.patch("/organisations/" + shop + "/ceilings", "{\"suspended\":false}")
                .is(200);
        assertThat(isEnabledOnNodes(app)).isTrue();
    }

    @Test
    void an_organisation_goes_only_when_it_has_no_apps_and_its_tokens_with_it() {
        String app = ann.post("/apps", "{\"name\":\"Chat\"}").field("id");
        Management token = Management.as(
                server,
                ann.post("/organisations/" + shop + "/tokens", "{\"name\":\"CI\",\"role\":\"viewer\"}")
                        .is(201)
                        .field("token"));
        token.get("/apps/" + app).is(200);

        ann.delete("/organisations/" + shop).isProblem(409, "state_conflict", "1 apps");
        ann.delete("/apps/" + app).is(204);
        ann.delete("/organisations/" + shop).is(204);

        ann.get("/organisations/" + shop).isProblem(404, "resource_not_found");
        token.get("/me").isProblem(401, "api_token_unknown");
        assertThat(ann.get("/organisations").body()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void a_token_of_the_organisation_outlasts_who_made_it_and_may_only_what_its_role_may() {
        Browser bob = member("bob@example.com", "admin");
        Reply made = bob.post("/organisations/" + shop + "/tokens", "{\"name\":\"CI\",\"role\":\"developer\"}")
                .is(201);
        Management token = Management.as(server, made.field("token"));
        ann.delete("/organisations/" + shop + "/members/" + person("bob@example.com"))
                .is(204);

        assertThat(made.field("token")).startsWith("caro_");
        token.post("/apps", "{\"name\":\"Chat\"}").is(201);
        token.get("/organisations/" + shop + "/tokens").isProblem(403, "permission_missing");
        token.post("/organisations/" + shop + "/leave", "").isProblem(403, "session_required");
        bob.get("/organisations/" + shop + "/tokens").isProblem(404, "resource_not_found");
        bob.post("/organisations/" + shop + "/tokens", "{\"name\":\"CI\"}").isProblem(404, "resource_not_found");
        ann.post("/organisations/" + shop + "/tokens", "{\"name\":\"CI\"}").isProblem(400, "field_missing", "role");

        ann.post("/organisations/" + shop + "/tokens/" + made.field("id") + "/revoke", "")
                .is(200);
        token.get("/me").isProblem(401, "api_token_unknown");
    }

    @Test
    void whoever_is_disabled_is_out_at_once_with_all_their_tokens() {
        Browser bob = member("bob@example.com", "developer");
        Management token = Management.as(
                server, bob.post("/me/tokens", "{\"name\":\"CI\"}").field("token"));
        token.get("/me").is(200);

        ann.patch("/people/" + person("bob@example.com"), "{\"disabled\":true}").is(200);

        bob.get("/me").isProblem(401, "authentication_required");
        token.get("/me").isProblem(401, "api_token_unknown");
        bob.signIn("bob@example.com", BOBS).isProblem(403, "account_disabled");
        bob.signIn("bob@example.com", "not his password").isProblem(401, "credentials_wrong");
        ann.patch("/people/" + person("bob@example.com"), "{\"disabled\":false}")
                .is(200);
        bob.signIn("bob@example.com", BOBS).is(200);
        token.get("/me").is(200);
    }

    @Test
    void the_last_operator_stays_one_and_a_new_one_signs_in_again() {
        Browser bob = member("bob@example.com", "viewer");
        String annsId = ann.get("/me").field("id");
        ann.patch("/people/" + annsId, "{\"operator\":false}").isProblem(409, "state_conflict", "only operator");

        ann.patch("/people/" + person("bob@example.com"), "{\"operator\":true}").is(200);

        bob.get("/people").isProblem(401, "authentication_required");
        bob.signIn("bob@example.com", BOBS).is(200);
        assertThat(bob.get("/people").is(200).body()).contains(ANN, "bob@example.com");
        bob.patch("/people/" + annsId, "{\"operator\":false}").is(200);
    }

    @Test
    void a_lost_password_is_replaced_by_a_link_that_works_once_for_an_hour() {
        Browser bob = member("bob@example.com", "viewer");
        String id = person("bob@example.com");
        String first = ann.post("/people/" + id + "/reset-link", "").is(201).field("token");
        String token = ann.post("/organisations/" + shop + "/members/" + id + "/reset-link", "")
                .is(201)
                .field("token");

        reset(first, "bob has two boats").isProblem(404, "link_unknown");
        reset(token, "short").isProblem(422, "password_refused");
        reset(token, "bob has two boats").is(204);
        reset(token, "bob has three boats").isProblem(404, "link_unknown");

        bob.get("/me").isProblem(401, "authentication_required");
        bob.signIn("bob@example.com", BOBS).isProblem(401, "credentials_wrong");
        bob.signIn("bob@example.com", "bob has two boats").is(200);
        String late = ann.post("/people/" + id + "/reset-link", "").field("token");
        server.clock().advance(Duration.ofHours(1));
        reset(late, "bob has three boats").isProblem(404, "link_unknown");
    }

    @Test
    void an_owner_gets_no_link_to_somebody_who_may_more_elsewhere() {
        Browser owner = member("bob@example.com", "owner");
        String annsId = ann.get("/me").field("id");

        owner.post("/organisations/" + shop + "/members/" + annsId + "/reset-link", "")
                .isProblem(403, "permission_missing", "outside of this organisation");
        owner.post("/people/" + annsId + "/reset-link", "").isProblem(403, "permission_missing");
    }

    @Test
    void whoever_guesses_at_links_is_slowed() {
        for (int guess = 0; guess < 10; guess++) {
            accept("cari_guess" + guess, "Eve").isProblem(404, "link_unknown");
        }

        accept("cari_guess", "Eve").isProblem(429, "too_many_attempts");
    }

    @Test
    void bodies_that_are_too_large_are_not_read() {
        ann.post("/organisations", "{\"name\":\"" + "x".repeat(20_000) + "\"}").isProblem(413, "body_too_large");
        Browser.at(server).signIn(ANN, "x".repeat(20_000)).isProblem(413, "body_too_large");
    }

    private Browser member(String email, String role) {
        accept(invite(ann, email, role), "Somebody").is(201);
        Browser browser = Browser.at(server);
        browser.signIn(email, BOBS).is(200);
        return browser;
    }

    private String invite(Browser by, String email, String role) {
        return by.post(
                        "/organisations/" + shop + "/invitations",
                        "{\"email\":\"" + email + "\",\"role\":\"" + role + "\"}")
                .is(201)
                .field("token");
    }

    private Reply accept(String token, String name) {
        return Browser.at(server)
                .post(
                        "/invitations/accept",
                        "{\"token\":\"" + token + "\",\"name\":\"" + name + "\",\"password\":\"" + BOBS + "\"}");
    }

    private Reply reset(String token, String password) {
        return Browser.at(server)
                .post("/password-reset", "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}");
    }

    private String person(String email) {
        return before(ann.get("/people").body(), email);
    }

    private String invitation(String email) {
        return before(ann.get("/organisations/" + shop + "/invitations").body(), email);
    }

    /** The id that stands last before an address in a list. */
    private static String before(String list, String email) {
        String head = list.substring(0, list.indexOf("\"" + email + "\""));
        int id = head.lastIndexOf("\"id\":\"") + 6;
        return head.substring(id, head.indexOf('"', id));
    }

    private static String shape(Reply reply) {
        return reply.status() + reply.body().replaceAll("\"(id|token|email)\":\"[^\"]*\"", "$1");
    }

    private boolean isEnabledOnNodes(String app) {
        return server.backplane()
                .apps()
                .byId(AppId.of(app))
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .enabled();
    }
}
