package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.App;
import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apps that come from elsewhere, with the ids, keys and secrets that their clients know. */
final class AppImportTest {

    private final ApiServer server = ApiServer.start();
    private final Management developer = Management.as(server, "org_shop:developer");

    @BeforeEach
    void an_organisation() {
        server.part(Organisations.class)
                .save(Organisation.of("org_shop", "Shop", server.clock().instant()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_imported_app_is_known_to_every_node_by_the_credentials_that_its_clients_have() {
        Reply made = developer.post("/apps/import", """
                {"apps":[{"id":"4711","name":"Chat","enabled":false,"keys":[{"key":"chat-key","secret":"chat-secret"}],
                          "settings":{"client_events":true,"connections":300}}]}""");

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"id\":\"4711\"").doesNotContain("chat-secret");
        App app = onNodes("4711").orElseThrow();
        assertThat(app.secretOf(AppKey.of("chat-key"))).isEqualTo(Secret.of("chat-secret"));
        assertThat(app.enabled()).isFalse();
        assertThat(app.options().clientEvents()).isTrue();
        assertThat(app.limits().connections()).isEqualTo(300);
    }

    @Test
    void if_one_app_cannot_be_none_is_and_everything_that_is_taken_is_named() {
        developer.post("/apps/import", one("1", "key-1"));

        Reply refused = developer.post("/apps/import", """
                {"apps":[{"id":"2","name":"Free","keys":[{"key":"key-2","secret":"s"}]},
                         {"id":"1","name":"Id taken","keys":[{"key":"key-3","secret":"s"}]},
                         {"id":"4","name":"Key taken","keys":[{"key":"key-1","secret":"s"}]},
                         {"id":"2","name":"Twice","keys":[{"key":"key-5","secret":"s"}]}]}""");

        refused.isProblem(409, "name_taken", "app id 1, key key-1, app id 2.");
        assertThat(onNodes("2")).isEmpty();
        assertThat(developer.get("/apps/2").status()).isEqualTo(404);
    }

    @Test
    void the_id_of_an_app_that_was_removed_is_not_given_again() {
        developer.post("/apps/import", one("1", "key-1"));
        Management.as(server, "org_shop:owner").delete("/apps/1");

        developer.post("/apps/import", one("1", "key-9")).isProblem(409, "name_taken", "app id 1");
    }

    @Test
    void a_dry_run_tells_what_would_be_made_and_makes_nothing() {
        Reply told = developer.post("/apps/import?dry_run=true", one("1", "key-1"));

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.body()).contains("\"dry_run\":true").contains("\"id\":\"1\"");
        assertThat(onNodes("1")).isEmpty();
        assertThat(developer.post("/apps/import", one("1", "key-1")).status()).isEqualTo(201);
        developer.post("/apps/import?dry_run=true", one("1", "key-1")).isProblem(409, "name_taken");
    }

    @Test
    void what_is_no_id_no_key_or_no_setting_is_refused() {
        developer.post("/apps/import", one("app-id", "key-1")).isProblem(400, "app_id_invalid", "'app-id'");
        developer.post("/apps/import", one("1", "a key")).isProblem(400, "app_key_invalid");
        developer.post("/apps/import", one("1", "k").replace("\"s\"", "\"\"")).isProblem(400, "secret_invalid");
        developer.post("/apps/import", "{\"apps\":[]}").isProblem(422, "value_out_of_range");
        developer.post("/apps/import", """
                {"apps":[{"id":"1","name":"Chat","keys":[{"key":"k","secret":"s"}],"settings":{"connections":-1}}]}""").isProblem(422, "value_out_of_range", "App 1: connections is -1");
        assertThat(onNodes("1")).isEmpty();
    }

    @Test
    void who_may_not_make_apps_may_not_import_them() {
        Management.as(server, "org_shop:viewer")
                .post("/apps/import", one("1", "key-1"))
                .isProblem(403, "permission_missing", "manage_apps");
        Management.as(server, "org_other:owner")
                .post("/apps/import", one("1", "key-1").replace("{\"apps\"", "{\"organisation\":\"org_shop\",\"apps\""))
                .isProblem(404, "resource_not_found");
    }

    private static String one(String id, String key) {
        return "{\"apps\":[{\"id\":\"" + id + "\",\"name\":\"Chat\",\"keys\":[{\"key\":\"" + key
                + "\",\"secret\":\"s\"}]}]}";
    }

    private Optional<App> onNodes(String id) {
        return server.backplane()
                .apps()
                .byId(AppId.of(id))
                .toCompletableFuture()
                .join();
    }
}
