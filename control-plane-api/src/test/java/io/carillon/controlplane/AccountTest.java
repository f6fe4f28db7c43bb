package io.carillon.controlplane;

import static io.carillon.controlplane.Browser.ANN;
import static io.carillon.controlplane.Browser.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.account.FirstRun;
import io.carillon.controlplane.account.TestTotp;
import io.carillon.controlplane.database.DatabaseSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How people are let in, stay in, and are kept out. */
class AccountTest {

    private final ApiServer server = ApiServer.on(database(), Map.of(), backplane -> backplane);

    DatabaseSettings database() {
        return DatabaseSettings.inMemory("account" + UUID.randomUUID());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_first_link_makes_the_operator_who_owns_the_organisation_and_is_signed_in() {
        Browser ann = Browser.ofAnn(server);

        Reply me = ann.get("/me").is(200);

        assertThat(me.body())
                .contains("\"kind\":\"person\"", "\"name\":\"Ann\"", "\"email\":\"ann@example.com\"")
                .contains("\"operator\":true", "\"second_factor\":false")
                .contains("\"name\":\"Shop\",\"role\":\"owner\"");
        ann.post("/apps", "{\"name\":\"Chat\"}").is(201);
    }

    @Test
    void a_first_attempt_is_looked_at_whatever_tables_make_of_the_nanoseconds() {
        server.clock().advance(Duration.ofNanos(999));

        Browser.ofAnn(server).get("/me").is(200);
    }

    @Test
    void the_first_link_works_once_and_none_is_made_when_there_is_somebody() {
        FirstRun firstRun = server.part(FirstRun.class);
        String one = firstRun.token().orElseThrow().reveal();
        String other = firstRun.token().orElseThrow().reveal();
        Browser.at(server).setUp(one).is(200);

        Reply again = Browser.at(server).setUp(one).isProblem(404, "link_unknown");
        Reply late = Browser.at(server).setUp(other).isProblem(404, "link_unknown");

        assertThat(again.body()).isEqualTo(late.body());
        assertThat(firstRun.token()).isEmpty();
    }

    @Test
    void the_first_link_is_over_after_a_quarter_of_an_hour() {
        String token = server.part(FirstRun.class).token().orElseThrow().reveal();

        server.clock().advance(Duration.ofMinutes(15));

        Browser.at(server).setUp(token).isProblem(404, "link_unknown");
    }

    @Test
    void a_first_password_that_is_refused_leaves_the_link_as_it_was() {
        String token = server.part(FirstRun.class).token().orElseThrow().reveal();
        Browser browser = Browser.at(server);

        browser.post(
                        "/setup",
                        "{\"token\":\"" + token
                                + "\",\"name\":\"Ann\",\"email\":\"a@b.example\",\"password\":\"password1234\",\"organisation\":\"Shop\"}")
                .isProblem(422, "password_refused");

        browser.setUp(token).is(200);
    }

    @Test
    void whoever_signs_in_gets_a_cookie_that_no_script_and_no_other_site_can_use() {
        Browser.ofAnn(server);

        Reply signedIn = Browser.at(server).signIn("Ann@Example.com ", PASSWORD).is(200);

        assertThat(signedIn.header("set-cookie").lines())
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("; HTTPOnly")
                        && cookie.contains("SameSite=Strict")
                        && cookie.contains("Path=/"))
                .noneMatch(cookie -> cookie.contains("Secure"));
        assertThat(signedIn.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void cookies_travel_over_tls_alone_where_people_come_over_tls() {
        try (ApiServer secure =
                ApiServer.start(Map.of("carillon.control-plane.public-url", "https://carillon.example.com"))) {
            Browser.ofAnn(secure);

            Reply signedIn = Browser.at(secure).signIn(ANN, PASSWORD).is(200);

            assertThat(signedIn.header("set-cookie").lines()).allMatch(cookie -> cookie.contains("Secure"));
        }
    }

    @Test
    void a_wrong_password_and_an_address_that_nobody_has_are_answered_alike() {
        Browser.ofAnn(server);

        Reply wrong = Browser.at(server).signIn(ANN, "nine white herons").isProblem(401, "credentials_wrong");
        Reply nobody = Browser.at(server).signIn("bob@example.com", PASSWORD).isProblem(401, "credentials_wrong");

        assertThat(wrong.body()).isEqualTo(nobody.body());
        assertThat(wrong.headers().keySet()).isEqualTo(nobody.headers().keySet());
    }

    @Test
    void what_changes_something_needs_the_token_of_the_session() {
        Browser ann = Browser.ofAnn(server);

        ann.stolen().patch("/me", "{\"name\":\"Eve\"}").isProblem(403, "csrf_token_wrong");
        ann.stolen().with("X-CSRF-Token", "0".repeat(64)).delete("/session").isProblem(403, "csrf_token_wrong");

        assertThat(ann.patch("/me", "{\"name\":\"Ann Lee\"}").is(200).body()).contains("\"name\":\"Ann Lee\"");
        assertThat(ann.get("/session").is(200).field("csrf_token")).hasSize(64);
    }

    @Test
    void pages_of_other_sites_may_not_even_sign_anybody_in() {
        Browser.ofAnn(server);

        Browser.at(server)
                .with("Origin", "https://evil.example")
                .signIn(ANN, PASSWORD)
                .isProblem(403, "origin_refused");
        Browser.at(server).with("Origin", "null").signIn(ANN, PASSWORD).isProblem(403, "origin_refused");
        Browser.at(server)
                .with("Origin", "http://localhost")
                .with("Sec-Fetch-Site", "cross-site")
                .signIn(ANN, PASSWORD)
                .isProblem(403, "origin_refused");

        Browser.at(server)
                .with("Origin", "http://localhost")
                .signIn(ANN, PASSWORD)
                .is(200);
        Browser.at(server)
                .with("Origin", "https://public.example")
                .with("Sec-Fetch-Site", "same-origin")
                .signIn(ANN, PASSWORD)
                .is(200);
    }

    @Test
    void after_five_wrong_guesses_the_door_closes_for_longer_each_time_and_opens_again() {
        Browser.ofAnn(server);
        Browser guesser = Browser.at(server);
        for (int guess = 1; guess <= 5; guess++) {
            guesser.signIn(ANN, "wrong number " + guess).isProblem(401, "credentials_wrong");
        }

        Reply closed = guesser.signIn(ANN, PASSWORD).isProblem(429, "too_many_attempts");
        assertThat(closed.header("retry-after")).isEqualTo("2");
        server.clock().advance(Duration.ofSeconds(1));
        guesser.signIn(ANN, "wrong once more").isProblem(401, "credentials_wrong");
        assertThat(guesser.signIn(ANN, PASSWORD)
                        .isProblem(429, "too_many_attempts")
                        .header("retry-after"))
                .isEqualTo("3");

        server.clock().advance(Duration.ofSeconds(2));
        guesser.signIn(ANN, PASSWORD).is(200);
    }

    @Test
    void an_address_that_nobody_has_is_slowed_in_the_same_way() {
        Browser.ofAnn(server);
        Browser guesser = Browser.at(server);
        for (int guess = 1; guess <= 5; guess++) {
            guesser.signIn("bob@example.com", PASSWORD).isProblem(401, "credentials_wrong");
        }

        guesser.signIn("bob@example.com", PASSWORD).isProblem(429, "too_many_attempts");
    }

    @Test
    void strangers_who_guess_do_not_keep_out_whoever_has_been_here_before() {
        Browser ann = Browser.ofAnn(server);
        ann.delete("/session").is(204);
        Browser stranger = Browser.at(server);
        for (int guess = 1; guess <= 6; guess++) {
            stranger.signIn(ANN, "wrong number " + guess);
        }

        stranger.signIn(ANN, PASSWORD).isProblem(429, "too_many_attempts");
        ann.signIn(ANN, PASSWORD).is(200);
    }

    @Test
    void a_session_that_is_not_used_is_over_after_half_a_day() {
        Browser ann = Browser.ofAnn(server);

        server.clock().advance(Duration.ofHours(11));
        ann.get("/me").is(200);
        server.clock().advance(Duration.ofHours(11));
        ann.get("/me").is(200);
        server.clock().advance(Duration.ofHours(12));

        ann.get("/me").isProblem(401, "authentication_required");
    }

    @Test
    void a_session_is_over_after_thirty_days_however_much_it_is_used() {
        Browser ann = Browser.ofAnn(server);

        for (int half = 0; half < 59; half++) {
            server.clock().advance(Duration.ofHours(11));
            ann.get("/me").is(200);
        }
        for (int hour = 0; hour < 71; hour++) {
            server.clock().advance(Duration.ofHours(1));
            if (hour < 70) {
                ann.get("/me").is(200);
            }
        }

        ann.get("/me").isProblem(401, "authentication_required");
    }

    @Test
    void whoever_signs_out_is_out_and_so_is_whoever_copied_the_cookie() {
        Browser ann = Browser.ofAnn(server);
        Browser thief = ann.stolen();
        thief.get("/me").is(200);

        ann.delete("/session").is(204);

        thief.get("/me").isProblem(401, "authentication_required");
        assertThat(ann.cookie("carillon_session")).isEmpty();
    }

    @Test
    void a_person_sees_where_they_are_signed_in_and_ends_what_they_do_not_know() {
        Browser ann = Browser.ofAnn(server);
        Browser phone = Browser.at(server).with("User-Agent", "Phone/1");
        phone.signIn(ANN, PASSWORD).is(200);
        Reply list = ann.get("/sessions").is(200);
        assertThat(list.body()).contains("\"client\":\"Phone/1\"", "\"current\":true", "\"address\":\"127.0.0.1\"");
        var matcher = Pattern.compile("\"id\":\"(ses_[0-9a-f]+)\"[^}]*\"current\":false")
                .matcher(list.body());
        assertThat(matcher.find()).isTrue();

        ann.delete("/sessions/" + matcher.group(1)).is(204);

        phone.get("/me").isProblem(401, "authentication_required");
        ann.get("/me").is(200);
        ann.delete("/sessions/ses_nothing").isProblem(404, "resource_not_found");
        ann.delete("/sessions").is(204);
        ann.get("/me").isProblem(401, "authentication_required");
    }

    @Test
    void a_new_password_puts_everybody_else_out_and_this_session_under_a_new_cookie() {
        Browser ann = Browser.ofAnn(server);
        Browser phone = Browser.at(server);
        phone.signIn(ANN, PASSWORD).is(200);
        Browser thief = ann.stolen();

        ann.post("/me/password", "{\"current_password\":\"wrong wrong wrong\",\"password\":\"eight grey herons\"}")
                .isProblem(401, "credentials_wrong");
        ann.post("/me/password", "{\"current_password\":\"" + PASSWORD + "\",\"password\":\"eight\"}")
                .isProblem(422, "password_refused");
        ann.post("/me/password", "{\"current_password\":\"" + PASSWORD + "\",\"password\":\"eight grey herons\"}")
                .is(200);

        ann.get("/me").is(200);
        ann.patch("/me", "{\"name\":\"Ann\"}").is(200);
        thief.get("/me").isProblem(401, "authentication_required");
        phone.get("/me").isProblem(401, "authentication_required");
        Browser.at(server).signIn(ANN, PASSWORD).isProblem(401, "credentials_wrong");
        Browser.at(server).signIn(ANN, "eight grey herons").is(200);
    }

    @Test
    void a_second_factor_is_asked_for_once_it_is_confirmed_and_each_code_counts_once() {
        Browser ann = Browser.ofAnn(server);
        String secret = enrol(ann);
        Browser.at(server).signIn(ANN, PASSWORD).is(200);
        Browser thief = ann.stolen();
        ann.post("/me/second-factor/confirm", "{\"code\":\"000000\"}").isProblem(401, "second_factor_wrong");

        Reply confirmed = ann.post("/me/second-factor/confirm", "{\"code\":\"" + code(secret) + "\"}")
                .is(200);

        assertThat(confirmed.body()).containsPattern("\"recovery_codes\":\\[(\"[a-z2-7-]{19}\",?){10}\\]");
        thief.get("/me").isProblem(401, "authentication_required");
        assertThat(ann.get("/me").is(200).body()).contains("\"second_factor\":true", "\"recovery_codes_left\":10");
        Browser other = Browser.at(server);
        other.signIn(ANN, PASSWORD).isProblem(401, "second_factor_required");
        other.signIn(ANN, PASSWORD, code(secret)).isProblem(401, "second_factor_wrong", "used before");
        server.clock().advance(Duration.ofSeconds(30));
        other.signIn(ANN, PASSWORD, code(secret)).is(200);
        Browser.at(server).signIn(ANN, PASSWORD, code(secret)).isProblem(401, "second_factor_wrong");
    }

    @Test
    void a_recovery_code_stands_for_the_app_once() {
        Browser ann = Browser.ofAnn(server);
        String recovery = recoveryCode(ann, enrol(ann));
        Browser other = Browser.at(server);

        other.signIn(ANN, PASSWORD, recovery.toUpperCase(Locale.ROOT)).is(200);

        Browser.at(server).signIn(ANN, PASSWORD, recovery).isProblem(401, "second_factor_wrong");
        assertThat(other.get("/me").body()).contains("\"recovery_codes_left\":9");
    }

    @Test
    void whoever_knows_the_password_cannot_guess_at_codes_for_ever() {
        Browser ann = Browser.ofAnn(server);
        recoveryCode(ann, enrol(ann));
        Browser guesser = Browser.at(server);
        for (int guess = 1; guess <= 5; guess++) {
            guesser.signIn(ANN, PASSWORD, "00000" + guess).isProblem(401, "second_factor_wrong");
            if (guess < 5) {
                guesser.signIn(ANN, PASSWORD).isProblem(401, "second_factor_required");
            }
        }

        guesser.signIn(ANN, PASSWORD, "000009").isProblem(429, "too_many_attempts");
    }

    @Test
    void a_second_factor_goes_only_with_the_password() {
        Browser ann = Browser.ofAnn(server);
        recoveryCode(ann, enrol(ann));

        ann.post("/me/second-factor/disable", "{\"password\":\"wrong wrong wrong\"}")
                .isProblem(401, "credentials_wrong");
        ann.post("/me/second-factor/disable", "{\"password\":\"" + PASSWORD + "\"}")
                .is(200);

        Browser.at(server).signIn(ANN, PASSWORD).is(200);
    }

    @Test
    void a_personal_token_acts_as_its_person_until_it_is_revoked() {
        Browser ann = Browser.ofAnn(server);
        Reply made = ann.post("/me/tokens", "{\"name\":\"CI\"}").is(201);
        Management token = Management.as(server, made.field("token"));

        assertThat(made.field("token")).startsWith("carp_").hasSize(5 + 43);
        token.post("/apps", "{\"name\":\"Chat\"}").is(201);
        assertThat(token.get("/me").is(200).body())
                .contains("\"kind\":\"token\"", "\"name\":\"Ann (token CI)\"", "\"operator\":false");
        assertThat(ann.get("/me/tokens").is(200).body())
                .contains("\"last_used_from\":\"127.0.0.1\"")
                .doesNotContain(made.field("token"));

        ann.post("/me/tokens/" + made.field("id") + "/revoke", "").is(200);

        token.get("/me").isProblem(401, "api_token_unknown");
    }

    @Test
    void a_token_may_be_less_than_its_person_and_for_one_app_and_end() {
        Browser ann = Browser.ofAnn(server);
        String app = ann.post("/apps", "{\"name\":\"Chat\"}").field("id");
        String other = ann.post("/apps", "{\"name\":\"Other\"}").field("id");
        Reply made = ann.post(
                        "/me/tokens",
                        "{\"name\":\"CI\",\"role\":\"viewer\",\"app\":\"" + app
                                + "\",\"ends_at\":\"2026-03-01T13:00:00Z\"}")
                .is(201);
        Management token = Management.as(server, made.field("token"));

        token.get("/apps/" + app).is(200);
        token.get("/apps/" + other).isProblem(404, "resource_not_found");
        token.patch("/apps/" + app, "{\"name\":\"x\"}").isProblem(403, "permission_missing");
        server.clock().advance(Duration.ofHours(1));
        token.get("/apps/" + app).isProblem(401, "api_token_unknown");
    }

    @Test
    void a_token_makes_no_tokens_and_changes_no_password() {
        Browser ann = Browser.ofAnn(server);
        Management token = Management.as(
                server,
                ann.post("/me/tokens", "{\"name\":\"CI\",\"operator\":true}").field("token"));

        token.post("/me/tokens", "{\"name\":\"More\"}").isProblem(403, "session_required");
        token.post("/me/password", "{\"current_password\":\"" + PASSWORD + "\",\"password\":\"eight grey herons\"}")
                .isProblem(403, "session_required");
        token.with("Cookie", "carillon_session=" + ann.cookie("carillon_session"))
                .post("/me/tokens", "{\"name\":\"More\"}")
                .isProblem(403, "session_required");
        assertThat(token.get("/me").body()).contains("\"operator\":true");
    }

    @Test
    void whoever_tries_tokens_is_slowed_and_tokens_that_work_are_not() {
        Browser ann = Browser.ofAnn(server);
        String works = ann.post("/me/tokens", "{\"name\":\"CI\"}").field("token");
        for (int guess = 0; guess < 20; guess++) {
            Management.as(server, "carp_guess" + guess).get("/me").isProblem(401, "api_token_unknown");
        }

        Management.as(server, "carp_guess").get("/me").isProblem(429, "too_many_attempts");
        Management.as(server, works).get("/me").is(200);
    }

    @Test
    void nobody_sets_what_is_not_theirs_to_set() {
        Browser ann = Browser.ofAnn(server);

        ann.patch("/me", "{\"name\":\"Ann\",\"operator\":true}").isProblem(400, "field_unknown", "'operator'");
        ann.post("/session", "{\"email\":\"a@b.example\",\"password\":\"x\",\"operator\":true}")
                .isProblem(400, "field_unknown");
        Browser.at(server).post("/session", "{\"email\":\"a@b.example\"}").isProblem(400, "field_missing", "password");
        Browser.at(server).post("/session", "[]").isProblem(400, "body_malformed");
    }

    private String enrol(Browser browser) {
        Reply enrolled = browser.post("/me/second-factor", "{\"password\":\"" + PASSWORD + "\"}")
                .is(200);
        assertThat(enrolled.field("uri"))
                .isEqualTo("otpauth://totp/Carillon:ann%40example.com?secret=" + enrolled.field("secret")
                        + "&issuer=Carillon&algorithm=SHA1&digits=6&period=30");
        return enrolled.field("secret");
    }

    private String recoveryCode(Browser browser, String secret) {
        Reply confirmed = browser.post("/me/second-factor/confirm", "{\"code\":\"" + code(secret) + "\"}")
                .is(200);
        var matcher = Pattern.compile("\"recovery_codes\":\\[\"([^\"]+)\"").matcher(confirmed.body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private String code(String secret) {
        return TestTotp.code(secret, server.clock().instant());
    }
}
