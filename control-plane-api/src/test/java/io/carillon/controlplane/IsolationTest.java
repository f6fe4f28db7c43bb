package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One tenant against another, and each role against what is above it: every method of the management API, as the router knows them, so
 * that a new one cannot be forgotten. Shop is attacked; Other attacks, with all it can have.
 */
class IsolationTest {

    private static final String ROLES = "viewer support developer admin owner";

    /** Methods that need nobody to have signed in. They prove the caller otherwise, and have tests of their own. */
    private static final Set<String> OPEN = Set.of(
            "POST /api/v1/setup",
            "POST /api/v1/session",
            "GET /api/v1/session",
            "DELETE /api/v1/session",
            "POST /api/v1/password-reset",
            "POST /api/v1/invitations/show",
            "POST /api/v1/invitations/accept");

    private static final String ISSUER =
            "{\"name\":\"https://id.example/\",\"audiences\":[\"a\"],\"jwks_url\":\"https://id.example/keys\"}";

    /** What is sent, where an empty body would be refused before anybody asked who sends it. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /api/v1/apps", "{\"name\":\"x\",\"organisation\":\"{organisation}\"}"),
            Map.entry(
                    "POST /api/v1/apps/import",
                    "{\"organisation\":\"{organisation}\",\"apps\":[{\"id\":\"4711\",\"name\":\"x\",\"keys\":[{\"key\":\"k4711\",\"secret\":\"s4711\"}]}]}"),
            Map.entry("PATCH /api/v1/apps/{app}", "{\"name\":\"stolen\"}"),
            Map.entry("PUT /api/v1/apps/{app}/rules", "{\"rules\":[]}"),
            Map.entry("POST /api/v1/apps/{app}/keys", "{\"name\":\"x\"}"),
            Map.entry("PATCH /api/v1/apps/{app}/keys/{key}", "{\"name\":\"stolen\"}"),
            Map.entry("POST /api/v1/apps/{app}/keys/{key}/rotate", "{\"overlap_seconds\":0}"),
            Map.entry("POST /api/v1/apps/{app}/tokens", "{\"name\":\"x\"}"),
            Map.entry("POST /api/v1/apps/{app}/issuers", ISSUER),
            Map.entry("PUT /api/v1/apps/{app}/issuers/{issuer}", ISSUER),
            Map.entry("POST /api/v1/apps/{app}/revocations", "{\"all\":true}"),
            Map.entry("POST /api/v1/apps/{app}/blocks", "{\"user\":\"7\",\"seconds\":60}"),
            Map.entry("POST /api/v1/apps/{app}/token-checks", "{\"token\":\"x\"}"),
            Map.entry("PATCH /api/v1/people/{person}", "{\"disabled\":true}"),
            Map.entry("POST /api/v1/organisations", "{\"name\":\"x\"}"),
            Map.entry("PATCH /api/v1/organisations/{organisation}", "{\"name\":\"stolen\"}"),
            Map.entry("PATCH /api/v1/organisations/{organisation}/ceilings", "{\"max_apps\":1}"),
            Map.entry(
                    "POST /api/v1/organisations/{organisation}/invitations",
                    "{\"email\":\"eve@example.com\",\"role\":\"viewer\"}"),
            Map.entry("PATCH /api/v1/organisations/{organisation}/members/{person}", "{\"role\":\"viewer\"}"),
            Map.entry("POST /api/v1/organisations/{organisation}/tokens", "{\"name\":\"x\",\"role\":\"viewer\"}"));

    private static final Map<String, String> QUERIES = Map.of(
            "GET /api/v1/apps/{app}/rules/match",
            "?channel=lobby",
            "GET /api/v1/apps",
            "?organisation={organisation}",
            "DELETE /api/v1/apps/{app}/blocks",
            "?user=7");

    /** The least role that may; whoever is above it may as well. What is not here takes an operator, or is everybody's own. */
    private static final Map<String, String> LEAST = new TreeMap<>();

    private static final DatabaseSettings DATABASE = DatabaseSettings.inMemory("isolation" + UUID.randomUUID());

    private static ApiServer server;
    private static Browser operator;
    private static final Map<String, String> SHOPS = new LinkedHashMap<>();
    private static final Map<String, Management> OTHERS = new LinkedHashMap<>();
    private static final Map<String, Management> OF_SHOP = new LinkedHashMap<>();
    private static String secretOfShop = "";
    private static String othersKey = "";
    private static String othersSecret = "";
    private static String othersServerToken = "";

    static {
        least("viewer", "GET /api/v1/apps", "GET /api/v1/apps/{app}", "GET /api/v1/apps/{app}/rules");
        least("viewer", "GET /api/v1/apps/{app}/rules/match", "GET /api/v1/organisations/{organisation}");
        least("viewer", "GET /api/v1/apps/{app}/usage", "GET /api/v1/apps/{app}/usage.csv");
        least("viewer", "GET /api/v1/apps/{app}/quota", "GET /api/v1/apps/{app}/alerts");
        least("viewer", "GET /api/v1/organisations/{organisation}/usage");
        least("viewer", "GET /api/v1/organisations/{organisation}/usage.csv");
        least("viewer", "GET /api/v1/organisations/{organisation}/quota");
        least("viewer", "GET /api/v1/organisations/{organisation}/alerts");
        least("support", "GET /api/v1/apps/{app}/keys", "GET /api/v1/apps/{app}/keys/{key}");
        least("support", "GET /api/v1/apps/{app}/tokens", "GET /api/v1/organisations/{organisation}/members");
        least("developer", "POST /api/v1/apps", "POST /api/v1/apps/import", "PATCH /api/v1/apps/{app}");
        least("developer", "PUT /api/v1/apps/{app}/rules", "POST /api/v1/apps/{app}/keys");
        least("developer", "POST /api/v1/apps/{app}/keys/{key}/reveal", "PATCH /api/v1/apps/{app}/keys/{key}");
        least("developer", "POST /api/v1/apps/{app}/keys/{key}/rotate");
        least("developer", "POST /api/v1/apps/{app}/keys/{key}/revoke");
        least("developer", "POST /api/v1/apps/{app}/tokens", "POST /api/v1/apps/{app}/tokens/{token}/revoke");
        least("support", "GET /api/v1/apps/{app}/issuers", "GET /api/v1/apps/{app}/issuers/{issuer}");
        least("support", "GET /api/v1/apps/{app}/revocations", "POST /api/v1/apps/{app}/token-checks");
        least("developer", "POST /api/v1/apps/{app}/issuers", "PUT /api/v1/apps/{app}/issuers/{issuer}");
        least("developer", "DELETE /api/v1/apps/{app}/issuers/{issuer}");
        least("developer", "POST /api/v1/apps/{app}/revocations");
        least("developer", "DELETE /api/v1/apps/{app}/revocations/{revocation}");
        least("developer", "POST /api/v1/apps/{app}/blocks", "DELETE /api/v1/apps/{app}/blocks");
        least("admin", "DELETE /api/v1/apps/{app}", "GET /api/v1/organisations/{organisation}/invitations");
        least("admin", "POST /api/v1/organisations/{organisation}/invitations");
        least("admin", "POST /api/v1/organisations/{organisation}/invitations/{invitation}/revoke");
        least("admin", "PATCH /api/v1/organisations/{organisation}/members/{person}");
        least("admin", "DELETE /api/v1/organisations/{organisation}/members/{person}");
        least("admin", "GET /api/v1/organisations/{organisation}/tokens");
        least("admin", "POST /api/v1/organisations/{organisation}/tokens");
        least("admin", "POST /api/v1/organisations/{organisation}/tokens/{token}/revoke");
        least("admin", "GET /api/v1/organisations/{organisation}/audit");
        least("admin", "GET /api/v1/organisations/{organisation}/audit.csv");
        least("admin", "GET /api/v1/organisations/{organisation}/audit.jsonl");
        least("owner", "POST /api/v1/organisations/{organisation}/members/{person}/reset-link");
        least("owner", "PATCH /api/v1/organisations/{organisation}");
        least("owner", "DELETE /api/v1/organisations/{organisation}");
    }

    private static void least(String role, String... methods) {
        for (String method : methods) {
            LEAST.put(method, role);
        }
    }

    @BeforeAll
    static void two_tenants() {
        server = ApiServer.on(DATABASE, Map.of(), backplane -> backplane);
        operator = Browser.ofAnn(server);
        String shop = operator.get("/organisations").is(200).field("id");
        String other =
                operator.post("/organisations", "{\"name\":\"Other\"}").is(201).field("id");

        Reply made = operator.post("/apps", "{\"name\":\"Till\",\"organisation\":\"" + shop + "\"}")
                .is(201);
        String app = made.field("id");
        secretOfShop = made.field("secret");
        SHOPS.put("app", app);
        SHOPS.put("appId", app);
        SHOPS.put("key", made.field("key"));
        SHOPS.put("organisation", shop);
        SHOPS.put("person", operator.get("/me").field("id"));
        SHOPS.put(
                "token",
                operator.post("/apps/" + app + "/tokens", "{\"name\":\"CI\"}")
                        .is(201)
                        .field("id"));
        SHOPS.put(
                "issuer",
                operator.post("/apps/" + app + "/issuers", ISSUER).is(201).field("id"));
        SHOPS.put(
                "revocation",
                operator.post("/apps/" + app + "/revocations", "{\"user\":\"9\"}")
                        .is(201)
                        .field("id"));
        SHOPS.put(
                "invitation",
                operator.post(
                                "/organisations/" + shop + "/invitations",
                                "{\"email\":\"bob@example.com\",\"role\":\"viewer\"}")
                        .is(201)
                        .field("id"));

        Reply theirs = operator.post("/apps", "{\"name\":\"Spy\",\"organisation\":\"" + other + "\"}")
                .is(201);
        othersKey = theirs.field("key");
        othersSecret = theirs.field("secret");
        String spy = theirs.field("id");
        othersServerToken = operator.post("/apps/" + spy + "/tokens", "{\"name\":\"x\"}")
                .is(201)
                .field("token");
        String second = operator.post("/apps", "{\"name\":\"Second\",\"organisation\":\"" + shop + "\"}")
                .is(201)
                .field("id");
        for (String role : ROLES.split(" ")) {
            OTHERS.put("a token of Other's " + role, token(other, role, null));
            OF_SHOP.put(role, token(shop, role, null));
        }
        OTHERS.put("a token of Other's owner for its app", token(other, "owner", spy));
        OF_SHOP.put("token for another app of Shop", token(shop, "owner", second));
    }

    private static Management token(String organisation, String role, @Nullable String app) {
        Reply made = operator.post(
                        "/organisations/" + organisation + "/tokens",
                        "{\"name\":\"" + role + "\",\"role\":\"" + role + "\""
                                + (app == null ? "" : ",\"app\":\"" + app + "\"") + "}")
                .is(201);
        return Management.as(server, made.field("token"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void no_method_is_forgotten_here() {
        Set<String> unknown = new TreeSet<>();
        for (String method : methods()) {
            boolean own = method.contains(" /api/v1/me") || method.contains(" /api/v1/sessions");
            boolean operators = method.contains("/people") || method.endsWith("/ceilings");
            boolean ofOperators = operators
                    || method.equals("POST /api/v1/organisations")
                    || method.matches("GET /api/v1/audit(\\.\\w+)?");
            boolean everybodys = method.equals("GET /api/v1/organisations")
                    || method.equals("POST /api/v1/organisations/{organisation}/leave");
            if (!OPEN.contains(method) && !own && !ofOperators && !everybodys && !LEAST.containsKey(method)) {
                unknown.add(method);
            }
        }
        assertThat(unknown)
                .as("methods of which this suite does not know who may")
                .isEmpty();
    }

    @Test
    void nobody_gets_anywhere_without_saying_who_they_are() {
        for (String method : methods()) {
            if (!OPEN.contains(method)) {
                assertThat(send(Management.ofNobody(server), method, SHOPS).status())
                        .as(method)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void whatever_belongs_to_shop_is_not_there_for_others_and_every_try_is_noted() throws SQLException {
        Map<String, String> nobodys = new LinkedHashMap<>();
        SHOPS.forEach((name, id) -> nobodys.put(name, elsewhere(name)));
        String before = everythingOfShop();
        List<String> wrong = new ArrayList<>();
        for (String method : methods()) {
            if (!method.contains("{app}") && !LEAST.containsKey(method) && !method.contains("{organisation}")) {
                continue;
            }
            for (Map.Entry<String, Management> attacker : OTHERS.entrySet()) {
                String what = method + " with " + attacker.getKey();
                long noted = refusals();
                Reply refused = send(attacker.getValue(), method, SHOPS);
                if (refused.status() != 404 && refused.status() != 403) {
                    wrong.add(what + ": " + refused);
                } else if (refusals() == noted) {
                    wrong.add(what + ": refused, but not in the audit log");
                } else {
                    Reply absent = send(attacker.getValue(), method, nobodys);
                    if (absent.status() != refused.status()
                            || !alike(absent.body(), nobodys).equals(alike(refused.body(), SHOPS))) {
                        wrong.add(what + " tells that it is there: " + refused + " but " + absent);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(everythingOfShop()).isEqualTo(before);
    }

    @Test
    void lists_name_nothing_of_others() {
        OTHERS.forEach((name, attacker) -> {
            for (String path : List.of("/apps", "/organisations", "/me")) {
                assertThat(attacker.get(path).body()).as(name + " " + path).doesNotContain(secretOfShop);
                SHOPS.values()
                        .forEach(id -> assertThat(attacker.get(path).body())
                                .as(name + " " + path)
                                .doesNotContain(id));
            }
        });
    }

    @Test
    void each_role_may_what_it_may_and_nothing_above_it() throws SQLException {
        List<String> roles = List.of(ROLES.split(" "));
        List<String> wrong = new ArrayList<>();
        for (String method : methods()) {
            String least = LEAST.get(method);
            if (least == null) {
                continue;
            }
            for (String role : roles.subList(0, roles.indexOf(least))) {
                long noted = refusals();
                Reply refused = send(ofShop(role), method, SHOPS);
                if (refused.status() != 403 || !refused.body().contains("permission_missing")) {
                    wrong.add(method + " as " + role + ": " + refused);
                } else if (refusals() == noted) {
                    wrong.add(method + " as " + role + ": refused, but not in the audit log");
                }
            }
            boolean changes = !method.startsWith("GET");
            if (!changes) {
                Reply allowed = send(ofShop(least), method, SHOPS);
                if (allowed.status() != 200) {
                    wrong.add(method + " as " + least + ": " + allowed);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_is_for_operators_is_for_no_owner() throws SQLException {
        for (String method : methods()) {
            if (method.contains("/people")
                    || method.endsWith("/ceilings")
                    || method.equals("POST /api/v1/organisations")) {
                long noted = refusals();
                Reply refused = send(ofShop("owner"), method, SHOPS);
                assertThat(refused.status()).as(method + ": " + refused).isIn(403, 404);
                assertThat(refusals()).as(method + " is in the audit log").isGreaterThan(noted);
            }
        }
    }

    @Test
    void a_token_for_one_app_is_for_no_other_and_for_nothing_of_the_whole_organisation() {
        Management bound = ofShop("token for another app of Shop");
        for (String method : methods()) {
            if (LEAST.containsKey(method) && !method.equals("GET /api/v1/apps")) {
                assertThat(send(bound, method, SHOPS).status()).as(method).isIn(403, 404);
            }
        }
        assertThat(bound.get("/apps?organisation=" + SHOPS.get("organisation")).body())
                .doesNotContain(id("app"));
    }

    @Test
    void the_http_api_of_an_app_takes_neither_key_nor_token_of_another() {
        String app = "/apps/" + id("app");
        for (String path :
                List.of("/channels", "/channels/presence-lobby", "/channels/presence-lobby/users", "/connections")) {
            assertThat(signed("GET", app + path, "").status()).as(path).isEqualTo(401);
            assertThat(withToken("GET", app + path, "").status()).as(path).isEqualTo(401);
        }
        for (String path : List.of(
                "/events", "/batch_events", "/users/7/terminate_connections", "/revocations", "/users/7/block")) {
            String body = "{\"name\":\"n\",\"channel\":\"c\",\"data\":\"x\"}";
            assertThat(signed("POST", app + path, body).status()).as(path).isEqualTo(401);
            assertThat(withToken("POST", app + path, body).status()).as(path).isEqualTo(401);
        }
    }

    private static Reply signed(String method, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String query = RequestSignature.signedQuery(
                AppKey.of(othersKey),
                Secret.of(othersSecret),
                method,
                path,
                bytes.length == 0 ? null : bytes,
                server.clock().instant().getEpochSecond());
        return Wire.send(server.port(), method, path + "?" + query, Map.of("Content-Type", "application/json"), bytes);
    }

    private static Reply withToken(String method, String path, String body) {
        return Wire.send(
                server.port(),
                method,
                path,
                Map.of("Authorization", "Bearer " + othersServerToken, "Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Every method of the management API, as in {@code GET /api/v1/apps/{app}}. */
    private static Set<String> methods() {
        Set<String> all = new TreeSet<>();
        server.part(Router.class).uriRoutes().forEach((UriRouteInfo<?, ?> route) -> {
            String path = route.getUriMatchTemplate().toPathString();
            if (path.startsWith("/api/v1") && !route.getHttpMethodName().equals("HEAD")) {
                all.add(route.getHttpMethodName() + " " + path);
            }
        });
        assertThat(all).hasSizeGreaterThan(40);
        return all;
    }

    private static Reply send(Management caller, String method, Map<String, String> ids) {
        int blank = method.indexOf(' ');
        String path = method.substring(blank + 1 + "/api/v1".length()) + QUERIES.getOrDefault(method, "");
        String body = BODIES.getOrDefault(method, "");
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
            body = body.replace("{" + id.getKey() + "}", id.getValue());
        }
        return caller.send(method.substring(0, blank), path.replaceAll("\\{\\w+}", "x"), body);
    }

    private static Management ofShop(String who) {
        return Objects.requireNonNull(OF_SHOP.get(who));
    }

    private static String id(String name) {
        return SHOPS.getOrDefault(name, "");
    }

    /** An id of the same form that is nobody's. */
    private static String elsewhere(String name) {
        return switch (name) {
            case "app", "appId" -> "1000000000";
            case "key" -> "ffffffffffffffffffff";
            default -> id(name).replaceAll("[0-9a-f]{20}$", "00000000000000000000");
        };
    }

    private static String alike(String body, Map<String, String> ids) {
        String text = body;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            text = text.replace(id.getValue(), "{" + id.getKey() + "}");
        }
        return text;
    }

    private static long refusals() throws SQLException {
        return Long.parseLong(ask("select count(*) from audit_log where outcome = 'refused'"));
    }

    private static String everythingOfShop() throws SQLException {
        String shop = "'" + id("organisation") + "'";
        String app = "'" + id("app") + "'";
        return ask("select * from organisations where id = " + shop)
                + ask("select * from apps where organisation_id = " + shop + " order by id")
                + ask("select * from app_keys where app_id = " + app + " order by app_key")
                + ask("select * from app_tokens where app_id = " + app + " order by id")
                + ask("select * from app_issuers where app_id = " + app + " order by id")
                + ask("select * from app_revocations where app_id = " + app + " order by id")
                + ask("select * from invitations where organisation_id = " + shop + " order by id")
                + ask("select * from memberships where organisation_id = " + shop + " order by 1, 2");
    }

    private static String ask(String question) throws SQLException {
        var answer = new StringBuilder();
        try (var connection = DriverManager.getConnection(DATABASE.url(), DATABASE.user(), "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    answer.append(rows.getString(column)).append(column == columns ? "" : " | ");
                }
            }
        }
        return answer.toString();
    }
}
