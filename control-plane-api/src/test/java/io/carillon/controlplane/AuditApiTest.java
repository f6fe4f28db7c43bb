package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who did what, as those read it who may. */
final class AuditApiTest {

    private static final String LOG = "/organisations/org_shop/audit";

    private final ApiServer server = ApiServer.start();
    private final Management developer = Management.as(server, "org_shop:developer");
    private final Management admin = Management.as(server, "org_shop:admin");
    private final Management operator = Management.as(server, "operator");
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
    void a_change_shows_from_what_to_what_who_made_it_from_where_and_by_which_way() {
        String app = app();
        developer.with("X-Carillon-Client", "cli").patch("/apps/" + app, """
                {"name":"Talk","settings":{"connections":500}}""");

        Reply log = admin.get(LOG + "?action=app.change");

        assertThat(log.status()).isEqualTo(200);
        assertThat(log.body().replaceAll("\"id\":\\d+", "\"id\":7"))
                .isEqualTo("""
                {"items":[{"id":7,"at":"%s","organisation":"org_shop","app":"%s",\
                "actor":{"kind":"token","id":"org_shop:developer","name":"org_shop:developer"},"via":"cli","address":"127.0.0.1",\
                "action":"app.change","subject":"app %s","outcome":"done",\
                "changes":{"settings.connections":{"from":"0","to":"500"},"name":{"from":"Chat","to":"Talk"}}}],"next":null}""".formatted(server.clock().instant(), app, app));
    }

    @Test
    void what_was_refused_to_a_member_shows_with_the_member_and_why() {
        Management.as(server, "org_shop:viewer")
                .with("X-Carillon-Client", "console")
                .post("/apps", "{\"name\":\"Chat\"}");

        assertThat(admin.get(LOG + "?outcome=refused").body())
                .contains("\"name\":\"org_shop:viewer\"}", "\"via\":\"console\"", "\"action\":\"manage_apps\"")
                .contains("\"changes\":{\"refused\":{\"from\":null,\"to\":\"permission_missing\"}}");
    }

    @Test
    void members_are_told_that_somebody_outside_was_refused_and_operators_who_that_was() {
        stranger.get("/apps/" + app());

        assertThat(admin.get(LOG + "?outcome=refused").body())
                .contains(
                        "\"actor\":{\"kind\":\"outsider\",\"id\":\"\",\"name\":\"somebody outside\"}",
                        "\"address\":\"\"")
                .doesNotContain("org_other");
        assertThat(admin.get(LOG + "?actor=org_other:owner").body()).isEqualTo("{\"items\":[],\"next\":null}");
        assertThat(admin.get(LOG + ".csv").body()).contains("somebody outside").doesNotContain("org_other");
        assertThat(admin.get(LOG + ".jsonl").body())
                .contains("somebody outside")
                .doesNotContain("org_other");
        assertThat(operator.get(LOG + "?actor=org_other:owner").body())
                .contains("\"name\":\"org_other:owner\"}", "\"address\":\"127.0.0.1\"");
    }

    @Test
    void nobody_below_an_admin_reads_it_and_nobody_outside_learns_that_it_is_there() {
        for (String role : List.of("viewer", "support", "developer")) {
            for (String form : List.of("", ".csv", ".jsonl")) {
                Management.as(server, "org_shop:" + role)
                        .get(LOG + form)
                        .isProblem(403, "permission_missing", "read_audit, which admins and above have");
            }
        }
        stranger.get(LOG).isProblem(404, "resource_not_found");
        Management.as(server, "org_shop:admin:1234567890").get(LOG).isProblem(403, "permission_missing");
        Management.ofNobody(server).get(LOG + ".csv").isProblem(401, "authentication_required");
        assertThat(Management.as(server, "org_shop:owner").get(LOG).status()).isEqualTo(200);
    }

    @Test
    void what_concerns_no_organisation_is_for_operators() {
        Management.as(server, "org_shop:owner").get("/audit").isProblem(403, "permission_missing");
        Management.as(server, "org_shop:owner").get("/audit.csv").isProblem(403, "permission_missing");
        stranger.get("/apps/1234567890");

        assertThat(operator.get("/audit").body())
                .contains("\"action\":\"operate\"", "\"organisation\":null", "\"subject\":\"app '1234567890'\"");
        assertThat(operator.get("/audit.jsonl").body().lines()).hasSizeGreaterThan(2);
    }

    @Test
    void secrets_never_stand_in_it() {
        Reply made = developer.post("/apps", "{\"name\":\"Chat\"}");
        String keys = "/apps/" + field(made, "id") + "/keys/";
        String first = field(made, "secret");
        String revealed = field(developer.post(keys + field(made, "key") + "/reveal", ""), "secret");
        String second = field(developer.post(keys + field(made, "key") + "/rotate", "{}"), "secret");
        String token =
                field(developer.post("/apps/" + field(made, "id") + "/tokens", "{\"name\":\"Server\"}"), "token");

        String log = operator.get("/audit.jsonl").body();

        assertThat(revealed).isEqualTo(first);
        assertThat(log).contains("key.reveal", "key.rotate", "token.create").doesNotContain(first, second, token);
    }

    @Test
    void pages_go_from_the_newest_to_the_oldest_without_a_gap() {
        String app = app();
        for (String name : List.of("A", "B", "C")) {
            developer.patch("/apps/" + app, "{\"name\":\"" + name + "\"}");
        }

        String page = LOG + "?action=app.change&limit=2";
        Reply first = admin.get(page);
        Reply second = admin.get(page + "&after=" + field(first, "next"));

        assertThat(first.body())
                .containsSubsequence("\"to\":\"C\"", "\"to\":\"B\"")
                .doesNotContain("\"to\":\"A\"");
        assertThat(second.body()).contains("\"to\":\"A\"", "\"next\":null").doesNotContain("\"to\":\"B\"");
    }

    @Test
    void filters_leave_what_is_asked_for() {
        String app = app();
        server.clock().advance(Duration.ofHours(2));
        String between = server.clock().instant().toString();
        String other = app();

        assertThat(admin.get(LOG + "?app=" + app).body()).contains(app).doesNotContain(other);
        assertThat(admin.get(LOG + "?from=" + between).body()).contains(other).doesNotContain(app);
        assertThat(admin.get(LOG + "?to=" + between).body()).contains(app).doesNotContain(other);
        assertThat(admin.get(LOG + "?actor=org_shop:developer&action=key.create")
                        .body())
                .contains(app, other);
        assertThat(admin.get(LOG + "?actor=nobody").body()).isEqualTo("{\"items\":[],\"next\":null}");
        admin.get(LOG + "?outcome=odd").isProblem(400, "audit_outcome_invalid");
        admin.get(LOG + "?from=yesterday").isProblem(400, "audit_time_invalid", "2026-11-25");
        admin.get(LOG + "?after=x").isProblem(400, "page_after_invalid");
        admin.get(LOG + "?limit=0").isProblem(400, "page_limit_invalid");
    }

    @Test
    void who_accepts_a_table_or_lines_gets_all_of_it_in_one_answer() {
        app();

        Reply csv = admin.with("Accept", "text/csv").get(LOG);
        Reply lines = admin.with("Accept", "application/jsonl").get(LOG);

        assertThat(csv.header("content-type")).isEqualTo("text/csv;charset=utf-8");
        assertThat(csv.header("content-disposition")).isEqualTo("attachment; filename=\"audit.csv\"");
        assertThat(csv.body()).startsWith("id,at,organisation,app,actor_kind,").contains("\"app.create\"");
        assertThat(lines.header("content-type")).isEqualTo("application/jsonl");
        assertThat(lines.body().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("{\"id\":").endsWith("}"));
    }

    @Test
    void an_export_is_longer_than_what_is_read_at_once() {
        String app = app();
        for (int turn = 0; turn < 505; turn++) {
            Management.as(server, "org_shop:viewer").get("/apps/" + app + "/keys");
        }

        assertThat(admin.get(LOG + ".csv?outcome=refused").body().lines()).hasSize(506);
    }

    private String app() {
        return field(developer.post("/apps", "{\"name\":\"Chat\"}"), "id");
    }

    private static String field(Reply reply, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(reply.body());
        assertThat(matcher.find()).as(name + " in " + reply).isTrue();
        return matcher.group(1);
    }
}
