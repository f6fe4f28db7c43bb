package io.carillon.controlplane;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.App;
import io.carillon.backplane.Operation;
import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.signature.Secret;
import io.carillon.schema.AllowedEvents;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apps and their keys, made and changed by those who may, and in force where it counts. */
final class AppsApiTest {

    private final ApiServer server = ApiServer.start();
    private final Management developer = Management.as(server, "org_shop:developer");
    private final Management viewer = Management.as(server, "org_shop:viewer");
    private final Management stranger = Management.as(server, "org_other:owner");

    @BeforeEach
    void two_organisations() {
        var organisations = server.part(Organisations.class);
        organisations.save(Organisation.of("org_shop", "Shop", server.clock().instant()));
        organisations.save(Organisation.of("org_other", "Other", server.clock().instant()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_app_that_was_made_is_known_to_every_node_with_its_first_key() {
        Reply made = developer.post("/apps", """
                {"name":"Chat","settings":{"client_events":true,"connections":500}}""");

        assertThat(made.status()).isEqualTo(201);
        String id = field(made, "id");
        App app = onNodes(id).orElseThrow();
        assertThat(app.name()).isEqualTo("Chat");
        assertThat(app.options().clientEvents()).isTrue();
        assertThat(app.limits().connections()).isEqualTo(500);
        assertThat(app.secretOf(AppKey.of(field(made, "key")))).isEqualTo(Secret.of(field(made, "secret")));
        assertThat(made.header("location")).isEqualTo("/api/v1/apps/" + id);
    }

    @Test
    void a_change_names_only_what_changes_and_the_answer_has_the_new_version() {
        String id = app();

        Reply changed = developer.patch("/apps/" + id, """
                {"settings":{"members_per_channel":5000}}""");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).contains("\"members_per_channel\":5000").contains("\"name\":\"Chat\"");
        assertThat(onNodes(id).orElseThrow().limits().membersPerChannel()).isEqualTo(5000);
        assertThat(changed.header("etag"))
                .isNotEqualTo(developer.get("/apps/" + app()).header("etag"));
    }

    @Test
    void a_change_of_what_somebody_else_changed_in_between_is_refused() {
        String id = app();
        String etag = developer.get("/apps/" + id).header("etag");
        developer.patch("/apps/" + id, "{\"name\":\"Talk\"}");

        Reply late = developer.with("If-Match", etag).patch("/apps/" + id, "{\"name\":\"Speak\"}");

        late.isProblem(412, "version_conflict");
        assertThat(onNodes(id).orElseThrow().name()).isEqualTo("Talk");
    }

    @Test
    void what_cannot_be_is_refused_with_the_range_or_the_field_and_changes_nothing() {
        String id = app();

        developer
                .patch("/apps/" + id, "{\"settings\":{\"members_per_channel\":10001}}")
                .isProblem(422, "value_out_of_range", "members_per_channel is 10001; it must be 1 to 10000.");
        developer
                .patch("/apps/" + id, "{\"settings\":{\"conections\":1}}")
                .isProblem(400, "field_unknown", "'conections'");
        developer
                .patch("/apps/" + id, "{\"settings\":{\"connections\":\"many\"}}")
                .isProblem(400, "field_type_wrong");
        developer.patch("/apps/" + id, "{\"id\":\"7\"}").isProblem(400, "field_unknown", "'id'");
        developer.patch("/apps/" + id, "{\"organisation_id\":\"org_other\"}").isProblem(400, "field_unknown");
        developer.patch("/apps/" + id, "[1").isProblem(400, "body_malformed");
        developer.post("/apps", "{}").isProblem(400, "field_missing", "name");
        developer.post("/apps", "{\"name\":\"  \"}").isProblem(422, "value_out_of_range");
        assertThat(onNodes(id).orElseThrow().limits().membersPerChannel()).isEqualTo(100);
    }

    @Test
    void the_same_request_with_the_same_idempotency_key_makes_one_app() {
        Management once = developer.with("Idempotency-Key", "make-chat");

        Reply first = once.post("/apps", "{\"name\":\"Chat\"}");
        Reply second = once.post("/apps", "{\"name\":\"Chat\"}");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        once.post("/apps", "{\"name\":\"Other\"}").isProblem(409, "idempotency_key_reused");
        assertThat(developer.get("/apps").body().split("\"organisation\"")).hasSize(2);
    }

    @Test
    void a_role_that_is_not_enough_is_told_which_one_is() {
        viewer.post("/apps", "{\"name\":\"Chat\"}")
                .isProblem(
                        403, "permission_missing", "manage_apps, which developers and above have; you are viewer here");
        viewer.get("/apps/" + app() + "/keys").isProblem(403, "permission_missing", "read_keys");
    }

    @Test
    void an_app_of_others_is_answered_as_one_that_is_not_there() {
        String id = app();

        Reply theirs = stranger.get("/apps/" + id);
        Reply nobodys = stranger.get("/apps/1234567890");

        theirs.isProblem(404, "resource_not_found");
        assertThat(theirs.body().replace(id, "1234567890")).isEqualTo(nobodys.body());
    }

    @Test
    void who_says_nothing_or_shows_a_token_of_nobody_is_asked_to_sign_in() {
        Management.ofNobody(server).get("/apps").isProblem(401, "authentication_required");
        Management.as(server, "nonsense").get("/apps").isProblem(401, "api_token_unknown");
    }

    @Test
    void a_rotated_key_stays_beside_the_new_one_until_the_overlap_is_over() {
        String id = app();
        String old = onNodes(id).orElseThrow().keys().get(0).key().value();

        Reply made = developer.post("/apps/" + id + "/keys/" + old + "/rotate", "{\"overlap_seconds\":60}");

        assertThat(made.status()).isEqualTo(201);
        App app = onNodes(id).orElseThrow();
        assertThat(app.keys()).hasSize(2);
        assertThat(app.activePairOf(AppKey.of(old), server.clock().instant().plusSeconds(59)))
                .isNotNull();
        assertThat(app.activePairOf(AppKey.of(old), server.clock().instant().plusSeconds(60)))
                .isNull();
        assertThat(developer.get("/apps/" + id + "/keys/" + old).body()).contains("\"status\":\"ending\"");
    }

    @Test
    void a_revoked_key_is_gone_from_every_node_when_the_answer_comes() {
        String id = app();
        String key = onNodes(id).orElseThrow().keys().get(0).key().value();

        Reply revoked = developer.post("/apps/" + id + "/keys/" + key + "/revoke", "");

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body()).contains("\"status\":\"revoked\"").doesNotContain("secret");
        assertThat(onNodes(id).orElseThrow().keys()).isEmpty();
    }

    @Test
    void a_key_may_be_for_some_operations_on_some_channels() {
        String id = app();

        Reply made = developer.post("/apps/" + id + "/keys", """
                {"name":"Ticker","operations":["publish"],"channels":["ticker-*"]}""");

        assertThat(made.status()).isEqualTo(201);
        var scope = onNodes(id).orElseThrow().keys().stream()
                .filter(pair -> pair.key().value().equals(field(made, "key")))
                .findFirst()
                .orElseThrow()
                .scope();
        assertThat(scope.allows(Operation.PUBLISH, ChannelName.of("ticker-1"))).isTrue();
        assertThat(scope.allows(Operation.PUBLISH, ChannelName.of("chat"))).isFalse();
        assertThat(scope.allows(Operation.ADMIN)).isFalse();
        developer
                .post("/apps/" + id + "/keys", "{\"name\":\"x\",\"operations\":[\"fly\"]}")
                .isProblem(400, "scope_invalid", "'fly'");
    }

    @Test
    void the_first_rule_that_matches_a_channel_applies_and_the_rest_is_as_the_app_has_it() {
        String id = app();

        Reply put = developer.put("/apps/" + id + "/rules", """
                {"rules":[{"pattern":"private-chat-*","client_events":true,"history_events":0},
                          {"pattern":"private-*","client_events":false}]}""");

        assertThat(put.status()).isEqualTo(200);
        var terms = onNodes(id).orElseThrow().termsOf(ChannelName.of("private-chat-7"));
        assertThat(terms.clientEvents()).isTrue();
        assertThat(terms.historyEvents()).isZero();
        assertThat(terms.membersPerChannel()).isEqualTo(100);
        Reply match = viewer.get("/apps/" + id + "/rules/match?channel=private-chat-7");
        assertThat(match.body()).contains("\"pattern\":\"private-chat-*\"").contains("\"place\":0");
        assertThat(viewer.get("/apps/" + id + "/rules/match?channel=lobby").body())
                .contains("\"rule\":null");
        developer
                .put("/apps/" + id + "/rules", "{\"rules\":[{\"pattern\":\"a b\"}]}")
                .isProblem(400, "channel_pattern_invalid");
    }

    @Test
    void a_rule_says_which_events_its_channels_take_and_every_node_knows_in_which_order() {
        String id = app();
        String events =
                "{\"z*\":{\"properties\":{\"x\":{\"minimum\":0.50,\"enum\":[1e2,-0.5]}}},\"a*\":true,\"zap\":false}";

        Reply put = developer.put(
                "/apps/" + id + "/rules", "{\"rules\":[{\"pattern\":\"map\",\"events\":" + events + "}]}");

        assertThat(put.status()).as(put.body()).isEqualTo(200);
        AllowedEvents known = requireNonNull(
                onNodes(id).orElseThrow().termsOf(ChannelName.of("map")).events());
        assertThat(known.names()).isEqualTo("z*, a*");
        assertThat(known.ruleOf("zap")).isNull();
        assertThat(requireNonNull(known.ruleOf("zoom")).complaintAbout("{\"x\":0.1}"))
                .hasToString("/x must be at least 0.5");
        assertThat(onNodes(id).orElseThrow().termsOf(ChannelName.of("other")).events())
                .isNull();
        assertThat(viewer.get("/apps/" + id + "/rules").body()).contains("\"events\":{\"z*\":{\"properties\"");
        assertThat(viewer.get("/apps/" + id + "/rules/match?channel=map").body())
                .contains("\"a*\":true,\"zap\":false");
    }

    @Test
    void a_schema_that_cannot_be_used_is_refused_when_the_rule_is_written() {
        String path = "/apps/" + app() + "/rules";

        developer
                .put(path, """
                        {"rules":[{"pattern":"a"},{"pattern":"map","events":{"move":{"properties":{"x":{"type":"numbr"}}}}}]}""")
                .isProblem(
                        400,
                        "event_schema_invalid",
                        "rules[1].events: The schema of event 'move' cannot be used: /properties/x/type must be one or more of null");
        developer
                .put(path, "{\"rules\":[{\"pattern\":\"map\",\"events\":[]}]}")
                .isProblem(400, "event_rules_invalid", "rules[0].events: ");
        developer
                .put(path, "{\"rules\":[{\"pattern\":\"map\",\"events\":{\"\":true}}]}")
                .isProblem(400, "event_pattern_invalid", "it has 0 characters");
        String large = "{\"pattern\":\"map\",\"events\":{\"a\":{\"title\":\"" + "x".repeat(16_000) + "\"}}}";
        developer
                .put(path, "{\"rules\":[" + String.join(",", Collections.nCopies(17, large)) + "]}")
                .isProblem(422, "value_out_of_range", "an app has room for 262144");
    }

    @Test
    void a_server_token_publishes_at_once_and_not_after_it_was_revoked() {
        String id = app();
        Reply made = developer.post("/apps/" + id + "/tokens", "{\"name\":\"CI\"}");
        String token = field(made, "token");

        assertThat(publish(id, token)).isEqualTo(200);
        developer.post("/apps/" + id + "/tokens/" + field(made, "id") + "/revoke", "");

        assertThat(publish(id, token)).isEqualTo(401);
        assertThat(developer.get("/apps/" + id + "/tokens").body()).doesNotContain(token);
    }

    @Test
    void an_app_that_was_removed_is_gone_from_every_node() {
        String id = app();

        developer.delete("/apps/" + id).isProblem(403, "permission_missing", "remove_apps");
        Reply removed = Management.as(server, "org_shop:admin").delete("/apps/" + id);

        assertThat(removed.status()).isEqualTo(204);
        assertThat(onNodes(id)).isEmpty();
        developer.get("/apps/" + id).isProblem(404, "resource_not_found");
    }

    private int publish(String app, String token) {
        return Wire.send(
                        server.port(),
                        "POST",
                        "/apps/" + app + "/events",
                        Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                        "{\"name\":\"n\",\"channel\":\"c\",\"data\":\"x\"}".getBytes(StandardCharsets.UTF_8))
                .status();
    }

    private String app() {
        return field(developer.post("/apps", "{\"name\":\"Chat\"}"), "id");
    }

    private Optional<App> onNodes(String id) {
        return server.backplane()
                .apps()
                .byId(AppId.of(id))
                .toCompletableFuture()
                .join();
    }

    /** The first text field of this name. */
    private static String field(Reply reply, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(reply.body());
        assertThat(matcher.find()).as(name + " in " + reply).isTrue();
        return matcher.group(1);
    }
}
