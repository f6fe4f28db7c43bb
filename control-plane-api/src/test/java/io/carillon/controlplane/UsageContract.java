package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.App;
import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.Exhausted;
import io.carillon.backplane.KeyUse;
import io.carillon.backplane.Traffic;
import io.carillon.backplane.UsageBatch;
import io.carillon.backplane.UsageBucket;
import io.carillon.backplane.UsageLedger;
import io.carillon.backplane.UsageReport;
import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.usage.UsageRounds;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was used, from the ledger to whoever asks: the same on each database. Every story begins at noon of the first of March. */
abstract class UsageContract {

    private static final ChannelPrefix CHAT = new ChannelPrefix("private-chat-");
    private static final ChannelPrefix NEWS = new ChannelPrefix("news");

    /** Rounds are run by the stories themselves. */
    private static final Map<String, Object> BY_HAND = Map.of("carillon.control-plane.usage-round", "1h");

    private DatabaseSettings database;
    private ApiServer server;
    private Management viewer;
    private Management developer;
    private Management operator;
    private long reports;
    private volatile boolean acknowledgementsAreLost;

    /** A database with nothing in it. */
    abstract DatabaseSettings database();

    @BeforeEach
    void two_organisations() {
        database = database();
        server = ApiServer.on(database, BY_HAND, backplane -> new GivenBackplane(backplane) {
            @Override
            public UsageLedger usage() {
                return new DeafLedger(backplane.usage());
            }
        });
        var organisations = server.part(Organisations.class);
        organisations.save(Organisation.of("org_shop", "Shop", server.clock().instant()));
        organisations.save(Organisation.of("org_other", "Other", server.clock().instant()));
        viewer = Management.as(server, "org_shop:viewer");
        developer = Management.as(server, "org_shop:developer");
        operator = Management.as(server, "operator");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void minutes_hours_and_days_tell_the_same_in_sum() {
        String app = app();
        used(app, 0, 3, Map.of(CHAT, new Traffic(1, 10, 5, 50), NEWS, new Traffic(2, 0, 7, 0)));
        used(app, 1, 5, Map.of(CHAT, new Traffic(1, 20, 5, 100)));
        used(app, 61, 4, Map.of(CHAT, new Traffic(100, 0, 0, 0)));
        pass(Duration.ofMinutes(70));

        viewer.get("/apps/" + app + "/usage?step=minute&from=2026-03-01T12:00:00Z&to=2026-03-01T12:30:00Z")
                .isOk("""
                {"app":"APP","from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:30:00Z","step":"minute","items":[\
                {"at":"2026-03-01T12:00:00Z","messages_in":3,"messages_out":10,"bytes_in":12,"bytes_out":50,"connections":3},\
                {"at":"2026-03-01T12:01:00Z","messages_in":1,"messages_out":20,"bytes_in":5,"bytes_out":100,"connections":5}],\
                "totals":{"messages_in":4,"messages_out":30,"messages":34,"bytes_in":17,"bytes_out":150,"connections":5}}""".replace("APP", app));
        viewer.get("/apps/" + app + "/usage").isOk("""
                {"app":"APP","from":"2026-02-28T14:00:00Z","to":"2026-03-01T14:00:00Z","step":"hour","items":[\
                {"at":"2026-03-01T12:00:00Z","messages_in":4,"messages_out":30,"bytes_in":17,"bytes_out":150,"connections":5},\
                {"at":"2026-03-01T13:00:00Z","messages_in":100,"messages_out":0,"bytes_in":0,"bytes_out":0,"connections":4}],\
                "totals":{"messages_in":104,"messages_out":30,"messages":134,"bytes_in":17,"bytes_out":150,"connections":5}}""".replace("APP", app));
        viewer.get("/apps/" + app + "/usage?step=day&from=2026-03-01&to=2026-03-02")
                .isOk("""
                {"app":"APP","from":"2026-03-01T00:00:00Z","to":"2026-03-02T00:00:00Z","step":"day","items":[\
                {"at":"2026-03-01T00:00:00Z","messages_in":104,"messages_out":30,"bytes_in":17,"bytes_out":150,"connections":5}],\
                "totals":{"messages_in":104,"messages_out":30,"messages":134,"bytes_in":17,"bytes_out":150,"connections":5}}""".replace("APP", app));
    }

    @Test
    void prefixes_are_told_apart_for_those_who_ask() {
        String app = app();
        used(app, 0, 3, Map.of(CHAT, new Traffic(1, 10, 5, 50), NEWS, new Traffic(2, 0, 7, 0)));
        pass(Duration.ofMinutes(2));

        viewer.get("/apps/" + app + "/usage?by=prefix").isOk("""
                {"app":"APP","from":"2026-02-28T13:00:00Z","to":"2026-03-01T13:00:00Z","step":"hour","items":[\
                {"at":"2026-03-01T12:00:00Z","prefix":"news","messages_in":2,"messages_out":0,"bytes_in":7,"bytes_out":0},\
                {"at":"2026-03-01T12:00:00Z","prefix":"private-chat-","messages_in":1,"messages_out":10,"bytes_in":5,"bytes_out":50}],\
                "totals":{"messages_in":3,"messages_out":10,"messages":13,"bytes_in":12,"bytes_out":50}}""".replace("APP", app));
    }

    @Test
    void an_organisation_is_told_of_all_its_apps_and_of_no_others() {
        String one = app();
        String two = app();
        String strange = field(Management.as(server, "org_other:developer").post("/apps", "{\"name\":\"x\"}"), "id");
        used(one, 0, 3, Map.of(CHAT, new Traffic(1, 2, 0, 0)));
        used(two, 0, 4, Map.of(CHAT, new Traffic(10, 20, 0, 0)));
        used(strange, 0, 5, Map.of(CHAT, new Traffic(100, 200, 0, 0)));
        pass(Duration.ofMinutes(2));
        Management.as(server, "org_shop:owner").delete("/apps/" + two);

        viewer.get("/organisations/org_shop/usage?step=day&from=2026-03-01&to=2026-03-02")
                .isOk("""
                {"organisation":"org_shop","from":"2026-03-01T00:00:00Z","to":"2026-03-02T00:00:00Z","step":"day","items":[\
                {"at":"2026-03-01T00:00:00Z","messages_in":11,"messages_out":22,"bytes_in":0,"bytes_out":0,"connections":7}],\
                "totals":{"messages_in":11,"messages_out":22,"messages":33,"bytes_in":0,"bytes_out":0,"connections":7}}""");
        assertThat(viewer.get("/organisations/org_shop/usage.csv?by=app&step=day")
                        .body()
                        .split("\r\n"))
                .containsExactlyInAnyOrder(
                        "at,app,messages_in,messages_out,bytes_in,bytes_out,connections",
                        "2026-03-01T00:00:00Z," + one + ",1,2,0,0,3",
                        "2026-03-01T00:00:00Z," + two + ",10,20,0,0,4");
        assertProblem(viewer.get("/organisations/org_other/usage"), 404, "resource_not_found");
        assertProblem(viewer.get("/apps/" + strange + "/usage"), 404, "resource_not_found");
        assertProblem(viewer.get("/apps/" + strange + "/usage.csv"), 404, "resource_not_found");
        assertProblem(viewer.get("/apps/" + strange + "/quota"), 404, "resource_not_found");
        assertProblem(viewer.get("/apps/" + strange + "/alerts"), 404, "resource_not_found");
        assertProblem(viewer.get("/organisations/org_other/quota"), 404, "resource_not_found");
        assertProblem(viewer.get("/organisations/org_other/alerts"), 404, "resource_not_found");
        assertProblem(
                Management.as(server, "org_shop:owner:" + one).get("/organisations/org_shop/usage"),
                403,
                "permission_missing");
        assertProblem(Management.ofNobody(server).get("/apps/" + one + "/usage"), 401, "authentication_required");
    }

    @Test
    void a_spreadsheet_gets_text_where_a_channel_is_called_like_a_formula() {
        String app = app();
        used(
                app,
                0,
                3,
                Map.of(
                        new ChannelPrefix("=cmd"),
                        new Traffic(1, 0, 0, 0),
                        new ChannelPrefix("-"),
                        new Traffic(2, 0, 0, 0),
                        new ChannelPrefix("@"),
                        new Traffic(3, 0, 0, 0),
                        NEWS,
                        new Traffic(4, 0, 0, 0)));
        pass(Duration.ofMinutes(2));

        Reply csv = viewer.with("Accept", "text/csv").get("/apps/" + app + "/usage?by=prefix");

        assertThat(csv.header("content-type")).startsWith("text/csv");
        assertThat(csv.header("content-disposition")).isEqualTo("attachment; filename=\"usage-" + app + ".csv\"");
        assertThat(csv.body().split("\r\n"))
                .containsExactlyInAnyOrder(
                        "at,prefix,messages_in,messages_out,bytes_in,bytes_out",
                        "2026-03-01T12:00:00Z,\"'-\",2,0,0,0",
                        "2026-03-01T12:00:00Z,\"'=cmd\",1,0,0,0",
                        "2026-03-01T12:00:00Z,\"'@\",3,0,0,0",
                        "2026-03-01T12:00:00Z,\"news\",4,0,0,0");
    }

    @Test
    void what_cannot_be_answered_is_refused() {
        String usage = "/apps/" + app() + "/usage";

        assertProblem(viewer.get(usage + "?step=week"), 400, "usage_step_invalid", "'week'");
        assertProblem(viewer.get(usage + "?by=app"), 400, "usage_grouping_invalid", "'app'");
        assertProblem(viewer.get(usage + "?from=yesterday"), 400, "usage_time_invalid", "from", "'yesterday'");
        assertProblem(viewer.get(usage + "?to=2026-02-30"), 400, "usage_time_invalid", "to");
        assertProblem(viewer.get(usage + "?from=-999999999-01-01T00:00:00Z"), 400, "usage_time_invalid");
        assertProblem(viewer.get(usage + "?from=2026-03-02&to=2026-03-01"), 400, "usage_range_invalid");
        assertProblem(viewer.get(usage + "?from=2026-03-01&to=2026-03-01"), 400, "usage_range_invalid");
        assertProblem(
                viewer.get(usage + "?step=minute&from=2026-02-01&to=2026-03-01"), 400, "usage_range_invalid", "3 days");
        assertProblem(viewer.get(usage + ".csv?step=week"), 400, "usage_step_invalid");
        assertThat(viewer.get(usage + "?from=2026-03-01T02:00:00%2B02:00&to=2026-03-01T02:30:00+02:00")
                        .body())
                .contains("\"from\":\"2026-03-01T00:00:00Z\",\"to\":\"2026-03-01T01:00:00Z\"");
    }

    @Test
    void a_batch_that_is_given_out_again_because_nobody_acknowledged_it_counts_once() {
        String app = app();
        used(app, 0, 3, Map.of(CHAT, new Traffic(1, 2, 3, 4)));
        server.clock().advance(Duration.ofMinutes(2));
        acknowledgementsAreLost = true;
        round();
        round();
        acknowledgementsAreLost = false;
        used(app, 0, 2, Map.of(CHAT, new Traffic(10, 0, 0, 0)));
        round();
        round();
        round();

        assertThat(viewer.get("/apps/" + app + "/usage?step=minute").body())
                .contains("\"messages_in\":11,\"messages_out\":2,\"bytes_in\":3,\"bytes_out\":4,\"connections\":5");
        assertThat(viewer.get("/apps/" + app + "/quota").body()).contains("\"used\":13");
    }

    @Test
    void two_control_planes_keep_everything_once_between_them() {
        String app = app();
        DatabaseSettings shared = database;
        try (ApiServer other = ApiServer.on(shared, BY_HAND, backplane -> server.backplane())) {
            other.clock().advance(Duration.ofHours(3));
            server.clock().advance(Duration.ofHours(2));
            for (int i = 0; i < 30; i++) {
                used(app, i, 1, Map.of(CHAT, new Traffic(1, 1, 1, 1)));
                // The other's clock is an hour ahead: it finds the lease run out each time, and so does this one an
                // hour later.
                ApiServer one = i % 2 == 0 ? server : other;
                CompletableFuture<Void> both = CompletableFuture.allOf(
                        CompletableFuture.runAsync(
                                () -> one.part(UsageRounds.class).round()),
                        CompletableFuture.runAsync(
                                () -> other.part(UsageRounds.class).round()));
                both.join();
            }
            server.clock().advance(Duration.ofHours(2));
            round();
        }

        assertThat(viewer.get("/apps/" + app + "/usage?step=day").body())
                .contains(
                        "\"messages_in\":30,\"messages_out\":30,\"bytes_in\":30,\"bytes_out\":30,\"connections\":1}]");
    }

    @Test
    void what_a_node_says_late_is_added_to_the_peak_of_its_minute_and_may_raise_that_of_the_hour() {
        String app = app();
        used(app, 0, 3, Map.of());
        used(app, 1, 4, Map.of());
        pass(Duration.ofMinutes(3));
        used(app, 0, 2, Map.of());
        round();

        assertThat(viewer.get("/apps/" + app + "/usage?step=minute").body())
                .contains("\"connections\":5", "\"connections\":4");
        assertThat(viewer.get("/apps/" + app + "/usage?step=hour").body()).contains("\"connections\":5}]");
    }

    @Test
    void minutes_are_forgotten_after_three_days_and_hours_after_ninety() {
        String app = app();
        used(app, 0, 3, Map.of(CHAT, new Traffic(1, 0, 0, 0)));
        pass(Duration.ofMinutes(2));
        server.clock().advance(Duration.ofDays(3).plusHours(1));
        round();

        String since = "from=2026-03-01&to=2026-03-02";
        assertThat(viewer.get("/apps/" + app + "/usage?step=minute&" + since).body())
                .contains("\"items\":[]");
        assertThat(viewer.get("/apps/" + app + "/usage?step=hour&" + since).body())
                .contains("\"messages_in\":1,");

        server.clock().advance(Duration.ofDays(90));
        round();
        assertThat(viewer.get("/apps/" + app + "/usage?step=hour&" + since).body())
                .contains("\"items\":[]");
        assertThat(viewer.get("/apps/" + app + "/usage?step=day&" + since).body())
                .contains("\"messages_in\":1,");
    }

    @Test
    void a_quota_is_told_with_what_lies_in_the_ledger_still_and_alerts_come_once() {
        String app = app("\"messages_per_day\":100");
        used(app, 0, 0, Map.of(CHAT, new Traffic(10, 39, 0, 0)));
        round();
        assertThat(viewer.get("/apps/" + app + "/alerts").body()).isEqualTo("{\"items\":[],\"next\":null}");

        used(app, 0, 0, Map.of(CHAT, new Traffic(1, 0, 0, 0)));
        round();
        round();

        viewer.get("/apps/" + app + "/quota").isOk("""
                {"app":"APP","quotas":[\
                {"quota":"messages_per_day","used":50,"allowed":100,"percent":50,"hard":true,"resets_at":"2026-03-02T00:00:00Z"},\
                {"quota":"messages_per_month","used":50,"allowed":null,"percent":null,"hard":true,"resets_at":"2026-04-01T00:00:00Z"}],\
                "exhausted":null}""".replace("APP", app));
        Reply alerts = viewer.get("/apps/" + app + "/alerts");
        assertThat(alerts.body().split("\"id\"")).hasSize(2);
        assertThat(alerts.body())
                .contains("\"organisation\":\"org_shop\",\"app\":\"" + app
                        + "\",\"quota\":\"messages_per_day\",\"threshold\":50,"
                        + "\"used\":50,\"allowed\":100,\"hard\":true,\"period_started_at\":\"2026-03-01T00:00:00Z\"");
        assertThat(onNodes(app).exhausted()).isNull();
    }

    @Test
    void a_hard_quota_that_is_used_up_is_known_to_the_nodes_until_its_period_turns() {
        String app = app("\"messages_per_day\":100");
        used(app, 0, 0, Map.of(CHAT, new Traffic(20, 80, 0, 0)));
        pass(Duration.ofMinutes(2));

        assertThat(onNodes(app).exhausted())
                .isEqualTo(new Exhausted("messages_per_day", 100, Instant.parse("2026-03-02T00:00:00Z")));
        assertThat(viewer.get("/apps/" + app + "/quota").body())
                .contains(
                        "\"exhausted\":{\"quota\":\"messages_per_day\",\"allowed\":100,\"until\":\"2026-03-02T00:00:00Z\"}");
        assertThat(thresholds(app)).containsExactly("100", "80", "50");

        server.clock().advance(Duration.ofHours(12));
        round();

        assertThat(onNodes(app).exhausted()).isNull();
        assertThat(viewer.get("/apps/" + app + "/quota").body()).contains("\"used\":0,\"allowed\":100");
        used(app, 12 * 60 + 2, 0, Map.of(CHAT, new Traffic(60, 0, 0, 0)));
        pass(Duration.ofMinutes(5));
        assertThat(thresholds(app)).containsExactly("50", "100", "80", "50");
    }

    @Test
    void a_quota_that_is_raised_lets_the_app_go_on() {
        String app = app("\"messages_per_month\":100");
        used(app, 0, 0, Map.of(CHAT, new Traffic(20, 80, 0, 0)));
        round();
        assertThat(onNodes(app).exhausted())
                .isEqualTo(new Exhausted("messages_per_month", 100, Instant.parse("2026-04-01T00:00:00Z")));

        developer.patch("/apps/" + app, "{\"settings\":{\"messages_per_month\":1000}}");
        round();

        assertThat(onNodes(app).exhausted()).isNull();
    }

    @Test
    void a_soft_quota_only_raises_alerts() {
        String app = app("\"messages_per_day\":100,\"quotas_are_soft\":true");
        used(app, 0, 0, Map.of(CHAT, new Traffic(20, 1_000, 0, 0)));
        round();

        assertThat(onNodes(app).exhausted()).isNull();
        assertThat(thresholds(app)).containsExactly("100", "80", "50");
        assertThat(viewer.get("/apps/" + app + "/quota").body()).contains("\"percent\":1020,\"hard\":false");
    }

    @Test
    void what_an_organisation_is_allowed_its_apps_use_up_together() {
        organisation(1_000);
        String one = app();
        String two = app();
        used(one, 0, 0, Map.of(CHAT, new Traffic(400, 0, 0, 0)));
        used(two, 0, 0, Map.of(CHAT, new Traffic(0, 600, 0, 0)));
        round();

        var usedUp = new Exhausted("organisation_messages_per_day", 1_000, Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(onNodes(one).exhausted()).isEqualTo(usedUp);
        assertThat(onNodes(two).exhausted()).isEqualTo(usedUp);
        assertThat(viewer.get("/organisations/org_shop/quota").body())
                .contains("\"quota\":\"messages_per_day\",\"used\":1000,\"allowed\":1000,\"percent\":100");
        Reply alerts = viewer.get("/organisations/org_shop/alerts?limit=2");
        assertThat(alerts.body()).contains("\"app\":null", "\"threshold\":100", "\"threshold\":80");
        assertThat(viewer.get("/organisations/org_shop/alerts?after=" + field(alerts, "next"))
                        .body())
                .contains("\"threshold\":50", "\"next\":null");
        assertProblem(viewer.get("/organisations/org_shop/alerts?after=x"), 400, "page_after_invalid");

        organisation(2_000);
        round();
        assertThat(onNodes(one).exhausted()).isNull();
    }

    @Test
    void at_the_turn_of_a_day_what_lies_in_the_ledger_is_not_counted_in_the_wrong_one() {
        String app = app("\"messages_per_day\":100");
        server.clock().advance(Duration.ofHours(12).minusMinutes(1));
        used(app, 12 * 60 - 1, 0, Map.of(CHAT, new Traffic(90, 0, 0, 0)));
        server.clock().advance(Duration.ofSeconds(65));
        round();

        assertThat(viewer.get("/apps/" + app + "/quota").body()).contains("\"used\":0,\"allowed\":100");
        assertThat(thresholds(app)).isEmpty();
    }

    @Test
    void a_key_shows_when_and_by_what_it_was_last_used() {
        String app = app();
        String key = keyOf(app);
        Instant at = server.clock().instant();
        used(new KeyUse(AppId.of(app), AppKey.of(key), at, "10.0.0.1", "pusher-http-node 5.2.0"));
        round();
        assertThat(support().get("/apps/" + app + "/keys/" + key).body())
                .contains("\"last_used_at\":\"2026-03-01T12:00:00Z\",\"last_used_from\":\"10.0.0.1\","
                        + "\"last_used_with\":\"pusher-http-node 5.2.0\"");

        used(new KeyUse(AppId.of(app), AppKey.of(key), at.plusSeconds(60), null, null));
        server.clock().advance(Duration.ofMinutes(1));
        round();
        assertThat(support().get("/apps/" + app + "/keys/" + key).body())
                .contains("\"last_used_at\":\"2026-03-01T12:01:00Z\"")
                .doesNotContain("10.0.0.1", "pusher-http-node");
    }

    private void used(KeyUse use) {
        server.backplane().keyUses().used(List.of(use)).toCompletableFuture().join();
    }

    private String keyOf(String app) {
        return field(support().get("/apps/" + app + "/keys"), "key");
    }

    private Management support() {
        return Management.as(server, "org_shop:support");
    }

    private String app() {
        return app("");
    }

    private String app(String settings) {
        return field(developer.post("/apps", "{\"name\":\"Chat\",\"settings\":{" + settings + "}}"), "id");
    }

    private void organisation(long messagesPerDay) {
        var organisations = server.part(Organisations.class);
        Organisation now = organisations.findById("org_shop").orElseThrow();
        organisations.update(new Organisation(
                now.id(),
                now.name(),
                now.suspended(),
                now.maxApps(),
                now.maxConnections(),
                now.maxPublishes(),
                now.maxMembers(),
                messagesPerDay,
                now.messagesPerMonth(),
                now.createdAt(),
                now.version()));
    }

    /** A process reports; each time another. */
    private void used(String app, int minutesAfterNoon, long connections, Map<ChannelPrefix, Traffic> traffic) {
        long noon = HeldClock.START.getEpochSecond() / 60;
        var bucket = new UsageBucket(AppId.of(app), noon + minutesAfterNoon, connections, traffic);
        pending(bucket);
    }

    private void pending(UsageBucket bucket) {
        // The ledger takes minutes of the future for the present one, so time goes there first.
        Instant end = Instant.ofEpochSecond(bucket.minute() * 60);
        if (end.isAfter(server.clock().instant())) {
            server.clock().advance(Duration.between(server.clock().instant(), end));
        }
        server.backplane()
                .usage()
                .add(new UsageReport("process" + ++reports, 1, List.of(bucket)))
                .toCompletableFuture()
                .join();
    }

    /** Time passes until so long after noon, and a round is run. */
    private void pass(Duration afterNoon) {
        Instant then = HeldClock.START.plus(afterNoon);
        if (then.isAfter(server.clock().instant())) {
            server.clock().advance(Duration.between(server.clock().instant(), then));
        } else {
            server.clock().advance(Duration.ofMinutes(2));
        }
        round();
    }

    private void round() {
        server.part(UsageRounds.class).round();
    }

    private App onNodes(String app) {
        return server.backplane()
                .apps()
                .byId(AppId.of(app))
                .toCompletableFuture()
                .join()
                .orElseThrow();
    }

    private List<String> thresholds(String app) {
        Matcher matcher = Pattern.compile("\"threshold\":(\\d+)")
                .matcher(viewer.get("/apps/" + app + "/alerts").body());
        return matcher.results().map(result -> result.group(1)).toList();
    }

    private static String field(Reply reply, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(reply.body());
        assertThat(matcher.find()).as(reply.toString()).isTrue();
        return matcher.group(1);
    }

    private static void assertProblem(Reply reply, int status, String code, String... words) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("content-type")).startsWith("application/problem+json");
        assertThat(reply.body()).contains("\"code\":\"" + code + "\"");
        for (String word : words) {
            assertThat(reply.body()).contains(word);
        }
    }

    /** The real ledger, which does not hear acknowledgements while they are lost. */
    private final class DeafLedger implements UsageLedger {

        private final UsageLedger there;

        DeafLedger(UsageLedger there) {
            this.there = there;
        }

        @Override
        public CompletionStage<Void> add(UsageReport report) {
            return there.add(report);
        }

        @Override
        public CompletionStage<List<UsageBatch>> drain(Drainer drainer, int limit, Duration patience) {
            return there.drain(drainer, limit, patience);
        }

        @Override
        public CompletionStage<Void> acknowledge(Collection<UsageBatch.Id> batches) {
            return acknowledgementsAreLost ? CompletableFuture.completedFuture(null) : there.acknowledge(batches);
        }

        @Override
        public CompletionStage<Waiting> waiting() {
            return there.waiting();
        }
    }
}
