package io.carillon.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.acceptance.server.ApiToken;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.client.CarillonException;
import io.carillon.client.auth.Capability;
import io.carillon.client.auth.ConnectionToken;
import io.carillon.client.auth.TokenSigner;
import io.carillon.client.auth.User;
import io.carillon.client.management.App;
import io.carillon.client.management.AppChange;
import io.carillon.client.management.AuditEntry;
import io.carillon.client.management.AuditQuestion;
import io.carillon.client.management.Ceiling;
import io.carillon.client.management.CeilingsChange;
import io.carillon.client.management.CreatedApp;
import io.carillon.client.management.Flag;
import io.carillon.client.management.Invitation;
import io.carillon.client.management.Issuer;
import io.carillon.client.management.IssuerTerms;
import io.carillon.client.management.Key;
import io.carillon.client.management.Limit;
import io.carillon.client.management.ManagementClient;
import io.carillon.client.management.Member;
import io.carillon.client.management.NewApp;
import io.carillon.client.management.NewCredential;
import io.carillon.client.management.NewInvitation;
import io.carillon.client.management.NewOrganisation;
import io.carillon.client.management.NewOrganisationToken;
import io.carillon.client.management.NewRevocation;
import io.carillon.client.management.Operation;
import io.carillon.client.management.Organisation;
import io.carillon.client.management.OrganisationToken;
import io.carillon.client.management.OrganisationUsage;
import io.carillon.client.management.Page;
import io.carillon.client.management.Quota;
import io.carillon.client.management.Revocation;
import io.carillon.client.management.Role;
import io.carillon.client.management.Rule;
import io.carillon.client.management.RuleSet;
import io.carillon.client.management.Scope;
import io.carillon.client.management.ServerToken;
import io.carillon.client.management.Settings;
import io.carillon.client.management.Standing;
import io.carillon.client.management.TokenCheck;
import io.carillon.client.management.UsageQuestion;
import io.carillon.client.rest.Publisher;
import io.carillon.protocol.AppId;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant's backend automates with carillon-client, on a platform of its own. */
@SuppressWarnings("NullAway.Init") // JUnit runs what comes before all.
final class SdkJavaManagementIT {

    private static RunningJar jar;
    private static String token;
    private static ManagementClient carillon;
    private static ManagementClient operator;

    @TempDir
    private Path folder;

    private CreatedApp made;
    private String app;

    @BeforeAll
    static void sign_in() throws Exception {
        jar = RunningJar.start("management", Map.of());
        token = ApiToken.ofAnn(jar);
        carillon = client(token);
        operator = client(ApiToken.ofAnnAsOperator(jar));
    }

    @AfterAll
    static void stop() {
        try (RunningJar stopped = jar) {
            carillon.close();
            operator.close();
        }
    }

    @BeforeEach
    void make_an_app() {
        made = carillon.apps().create(NewApp.named("Chat " + UUID.randomUUID()));
        app = made.app().id().value();
    }

    @Test
    void an_app_that_was_made_publishes_until_it_is_disabled_and_not_after_it_is_deleted() {
        try (Publisher publisher = publisher(made.key())) {
            publisher.trigger("my-channel", "greeting", "hello");

            assertThat(carillon.apps().disable(app).enabled()).isFalse();
            assertThat(failure(() -> publisher.trigger("my-channel", "greeting", "hello"))
                            .code())
                    .isEqualTo("app_disabled");
            assertThat(carillon.apps().enableAsync(app).join().enabled()).isTrue();
            publisher.trigger("my-channel", "greeting", "hello");

            carillon.apps().delete(carillon.apps().get(app));
            assertThat(failure(() -> carillon.apps().get(app)).code()).isEqualTo("resource_not_found");
            assertThat(failure(() -> publisher.trigger("my-channel", "greeting", "hello"))
                            .status())
                    .isIn(401, 404);
        }
    }

    @Test
    void apps_are_listed_page_by_page() {
        CreatedApp other = carillon.apps().create(NewApp.named("Another"));

        assertThat(carillon.apps().list().stream().map(App::id))
                .contains(made.app().id(), other.app().id());
        Page<App> first = carillon.apps().list().page(null, 1);
        assertThat(first.items()).hasSize(1);
        Page<App> second = carillon.apps()
                .list(made.app().organisation())
                .page(first.following().orElseThrow(), 1);
        assertThat(second.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
    }

    @Test
    void the_same_key_makes_one_app_with_one_secret() {
        NewApp wanted =
                NewApp.named("Once").withIdempotencyKey(UUID.randomUUID().toString());

        CreatedApp first = carillon.apps().create(wanted);
        CreatedApp again = carillon.apps().create(wanted);

        assertThat(again.app().id()).isEqualTo(first.app().id());
        assertThat(again.key().revealed()).isEqualTo(first.key().revealed());
        assertThat(failure(() -> carillon.apps()
                                .create(wanted.withSettings(Settings.none().with(Flag.TLS_ONLY, true))))
                        .code())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void settings_change_by_name_and_every_setting_that_there_is_has_one() {
        Settings before = made.app().settings();
        assertThat(before.flags()).hasSize(Flag.values().length);
        assertThat(before.limits()).hasSize(Limit.values().length);
        assertThat(before.allowedOrigins()).isEmpty();

        App changed = carillon.apps()
                .change(
                        app,
                        AppChange.settings(Settings.none()
                                        .with(Flag.CLIENT_EVENTS, true)
                                        .with(Limit.MEMBERS_PER_CHANNEL, 500)
                                        .withAllowedOrigins("https://*.example.com"))
                                .onlyIf(made.app().version()));

        assertThat(changed.settings())
                .isEqualTo(before.with(Flag.CLIENT_EVENTS, true)
                        .with(Limit.MEMBERS_PER_CHANNEL, 500)
                        .withAllowedOrigins("https://*.example.com"));
        CarillonException late = failure(() -> carillon.apps()
                .change(app, AppChange.rename("Late").onlyIf(made.app().version())));
        assertThat(late.code()).isEqualTo("version_conflict");
        assertThat(late.docs().orElseThrow()).hasPath("/docs/errors").hasFragment("version_conflict");
        CarillonException outOfRange = failure(() -> carillon.apps()
                .change(app, AppChange.settings(Settings.none().with(Limit.MEMBERS_PER_CHANNEL, 10_001))));
        assertThat(outOfRange.code()).isEqualTo("value_out_of_range");
        assertThat(outOfRange).hasMessageContaining("members_per_channel");
    }

    @Test
    void a_key_does_what_its_scope_says_and_is_rotated_without_cutting_anybody_off() {
        Key key = carillon.keys(app)
                .create(NewCredential.named("Backend")
                        .within(Scope.of(Operation.PUBLISH).on("private-chat-*")));
        try (Publisher publisher = publisher(key)) {
            publisher.trigger("private-chat-7", "message", "hello");
            assertThat(failure(() -> publisher.trigger("private-other", "message", "hello"))
                            .code())
                    .isEqualTo("scope_insufficient");

            Key next = carillon.keys(app).rotate(key.key().value(), Duration.ofHours(1));
            try (Publisher other = publisher(next)) {
                other.trigger("private-chat-7", "message", "hello");
            }
            publisher.trigger("private-chat-7", "message", "hello");
            assertThat(carillon.keys(app).get(key.key().value()).standing()).isEqualTo(Standing.ENDING);

            assertThat(carillon.keys(app).revoke(key.key().value()).standing()).isEqualTo(Standing.REVOKED);
            assertThat(failure(() -> publisher.trigger("private-chat-7", "message", "hello"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void keys_show_their_secret_to_those_who_ask_for_it() {
        String first = made.key().key().value();

        assertThat(carillon.keys(app).list()).extracting(Key::secret).containsOnlyNulls();
        assertThat(carillon.keys(app).reveal(first).revealed())
                .isEqualTo(made.key().revealed());
        assertThat(carillon.keys(app).rename(first, "Old").name()).isEqualTo("Old");
        assertThat(carillon.keys(app)
                        .limit(first, Scope.of(Operation.SUBSCRIBE).on("public-*"))
                        .scope())
                .isEqualTo(Scope.of(Operation.SUBSCRIBE).on("public-*"));
        assertThat(made.key().toString()).doesNotContain(made.key().revealed().reveal());
    }

    @Test
    void a_server_token_publishes_until_it_is_revoked() {
        ServerToken token = carillon.serverTokens(app).create(NewCredential.named("Cron"));
        try (Publisher publisher = Publisher.builder()
                .server(url())
                .app(app, Objects.requireNonNull(token.token()).reveal())
                .build()) {
            publisher.trigger("my-channel", "greeting", "hello");

            assertThat(carillon.serverTokens(app).revoke(token.id()).standing()).isEqualTo(Standing.REVOKED);
            assertThat(failure(() -> publisher.trigger("my-channel", "greeting", "hello"))
                            .status())
                    .isEqualTo(401);
            assertThat(carillon.serverTokens(app).list())
                    .extracting(ServerToken::id)
                    .contains(token.id());
        }
    }

    @Test
    void rules_hold_for_the_channels_that_they_match() {
        List<Rule> rules = List.of(
                Rule.of("board-*").taking(Map.of("move", Map.of("type", "object", "required", List.of("x")))),
                Rule.of("*").withSettings(Settings.none().with(Limit.EVENT_BYTES, 500)));

        RuleSet now = carillon.rules(app).replace(rules);

        assertThat(carillon.rules(app).get()).isEqualTo(now);
        assertThat(now.rules()).isEqualTo(rules);
        assertThat(carillon.rules(app).match("board-7").applied()).contains(rules.get(0));
        assertThat(carillon.rules(app).match("news").settings().get(Limit.EVENT_BYTES))
                .hasValue(500);
        try (Publisher publisher = publisher(made.key())) {
            publisher.trigger("board-7", "move", Map.of("x", 1));
            assertThat(failure(() -> publisher.trigger("board-7", "move", Map.of("y", 1)))
                            .code())
                    .isEqualTo("event_data_invalid");
            assertThat(failure(() -> publisher.trigger("news", "x", "a".repeat(501)))
                            .status())
                    .isEqualTo(413);
        }
        carillon.apps().change(app, AppChange.rename("Changed in between"));
        assertThat(failure(() -> carillon.rules(app).replace(now)).code()).isEqualTo("version_conflict");
    }

    @Test
    void issuers_come_change_and_go() {
        IssuerTerms terms = IssuerTerms.named("https://id.example.com/")
                .forAudiences("my-chat")
                .withKeysAt("https://id.example.com/jwks.json")
                .signedWith("RS256")
                .giving("private-inbox-{user}", Capability.SUBSCRIBE)
                .within(Scope.of(Operation.SUBSCRIBE).on("private-*"))
                .toleratingClocks(Duration.ofSeconds(10))
                .lastingAtMost(Duration.ofHours(2));

        Issuer issuer = carillon.issuers(app).create(terms);
        Issuer changed = carillon.issuers(app).replace(issuer, terms.forAudiences("my-chat", "my-shop"));

        assertThat(changed.terms().json()).contains("my-shop");
        assertThat(failure(() -> carillon.issuers(app).replace(issuer, terms)).code())
                .isEqualTo("version_conflict");
        assertThat(carillon.issuers(app).get(issuer.id())).isEqualTo(changed);
        carillon.issuers(app).delete(issuer.id());
        assertThat(carillon.issuers(app).list()).isEmpty();
        assertThat(failure(() -> carillon.issuers(app).create(IssuerTerms.named("https://id.example.com/")))
                        .status())
                .isIn(400, 422);
    }

    @Test
    void a_token_is_good_until_its_user_is_revoked_or_blocked() {
        String token = new TokenSigner(
                        made.key().key().value(), made.key().revealed().reveal())
                .sign(ConnectionToken.forUser(User.of("7")).allow("private-chat-*", Capability.SUBSCRIBE));

        TokenCheck good = carillon.tokenChecks(app).check(token, "private-chat-1", Capability.SUBSCRIBE);
        assertThat(good.good()).isTrue();
        assertThat(Objects.requireNonNull(good.holder()).user()).isEqualTo("7");
        assertThat(Objects.requireNonNull(good.verdict()).allowed()).isTrue();
        assertThat(Objects.requireNonNull(carillon.tokenChecks(app)
                                .check(token, "private-other", Capability.SUBSCRIBE)
                                .verdict())
                        .code())
                .isEqualTo("token_not_for_channel");

        Revocation block = carillon.revocations(app).block("7", Duration.ofMinutes(10));
        assertThat(block.block()).isTrue();
        assertThat(carillon.tokenChecks(app).check(token).code()).isEqualTo("user_blocked");
        carillon.revocations(app).unblock("7");
        assertThat(carillon.tokenChecks(app).check(token).good()).isTrue();

        Revocation revocation = carillon.revocations(app)
                .revoke(NewRevocation.ofUser("7").issuedBefore(Instant.now().plusSeconds(60)));
        assertThat(carillon.tokenChecks(app).check(token).code()).isEqualTo("token_revoked");
        assertThat(carillon.revocations(app).list()).containsExactly(revocation);
        carillon.revocations(app).delete(revocation.id());
        assertThat(carillon.tokenChecks(app).check(token).good()).isTrue();

        carillon.revocations(app).revoke(NewRevocation.ofToken(token));
        carillon.revocations(app).revoke(NewRevocation.ofKey(made.key().key().value()));
        carillon.revocations(app).revoke(NewRevocation.ofAll());
        carillon.revocations(app).block("8", Instant.now().plusSeconds(600));
        assertThat(carillon.revocations(app).list())
                .extracting(Revocation::kind)
                .containsExactlyInAnyOrder(
                        Revocation.Kind.TOKEN, Revocation.Kind.KEY, Revocation.Kind.ALL, Revocation.Kind.USER);
    }

    @Test
    void usage_and_quotas_are_told() {
        carillon.apps().change(app, AppChange.settings(Settings.none().with(Limit.MESSAGES_PER_DAY, 1_000)));

        assertThat(carillon.usage(app)
                        .read(UsageQuestion.by(UsageQuestion.Step.MINUTE))
                        .totals()
                        .messagesIn())
                .isZero();
        assertThat(carillon.usage(app)
                        .read(UsageQuestion.by(UsageQuestion.Step.DAY)
                                .from(Instant.now().minus(Duration.ofDays(3)))
                                .to(Instant.now())
                                .tellingPrefixesApart())
                        .items())
                .isEmpty();
        assertThat(carillon.usage(app).quotas())
                .extracting(Quota::name)
                .containsExactly("messages_per_day", "messages_per_month");
        assertThat(carillon.usage(app).quotas().get(0).allowed()).hasValue(1_000);
        assertThat(carillon.usage(app).alerts()).isEmpty();
    }

    @Test
    void an_organisation_is_made_by_the_operator_and_has_no_more_than_it_was_allowed() {
        NewOrganisation wanted = NewOrganisation.named("Bakery")
                .withIdempotencyKey(UUID.randomUUID().toString());
        assertThat(failure(() -> carillon.organisations().create(wanted)).code())
                .isEqualTo("permission_missing");
        Organisation bakery = operator.organisations().create(wanted);
        assertThat(operator.organisations().create(wanted)).isEqualTo(bakery);
        assertThat(bakery.ceilings()).hasSize(Ceiling.values().length);
        assertThat(operator.organisations().list()).contains(bakery);
        assertThat(carillon.organisations().list().stream().map(Organisation::id))
                .containsExactly(made.app().organisation());

        Organisation renamed = operator.organisations().rename(bakery, "Patisserie");
        assertThat(failure(() -> operator.organisations().rename(bakery, "Too late"))
                        .code())
                .isEqualTo("version_conflict");
        Organisation limited = operator.organisations()
                .changeCeilings(
                        bakery.id(), CeilingsChange.to(Ceiling.MAX_APPS, 1).onlyIf(renamed.version()));
        assertThat(limited.ceilings()).containsEntry(Ceiling.MAX_APPS, 1L);
        NewApp order = NewApp.named("Orders").ownedBy(bakery.id());
        App first = operator.apps().create(order).app();
        assertThat(failure(() -> operator.apps().create(order)).code()).isEqualTo("limit_above_ceiling");

        assertThat(operator.organisations()
                        .changeCeilings(bakery.id(), CeilingsChange.suspended(true))
                        .suspended())
                .isTrue();
        assertThat(failure(() -> operator.organisations().delete(bakery.id())).code())
                .isEqualTo("state_conflict");
        operator.apps().delete(first.id().value());
        operator.organisations().delete(operator.organisations().get(bakery.id()));
        assertThat(failure(() -> operator.organisations().get(bakery.id())).code())
                .isEqualTo("resource_not_found");
    }

    @Test
    void what_is_none_of_an_organisations_business_is_not_there_for_it() {
        String other =
                operator.organisations().create(NewOrganisation.named("Other")).id();

        for (ThrowingCallable question : List.<ThrowingCallable>of(
                () -> carillon.organisations().get(other),
                () -> carillon.members(other).list(),
                () -> carillon.invitations(other).list(),
                () -> carillon.organisationTokens(other).list(),
                () -> carillon.organisationUsage(other).quotas(),
                () -> carillon.auditLog(other).list().page(null, 1))) {
            CarillonException refused = failure(question);
            assertThat(refused.code()).isEqualTo("resource_not_found");
            assertThat(refused.status()).isEqualTo(404);
        }
    }

    @Test
    void who_is_invited_comes_changes_the_role_and_goes() throws Exception {
        String shop = made.app().organisation();
        NewInvitation wanted = NewInvitation.of("Cleo@example.com", Role.DEVELOPER)
                .withIdempotencyKey(UUID.randomUUID().toString());

        Invitation invitation = carillon.invitations(shop).create(wanted);

        String link = Objects.requireNonNull(invitation.token()).reveal();
        assertThat(carillon.invitations(shop).create(wanted)).isEqualTo(invitation);
        assertThat(invitation.email()).isEqualTo("cleo@example.com");
        assertThat(invitation.toString()).doesNotContain(link);
        assertThat(accept(link)).isEqualTo(201);
        assertThat(carillon.invitations(shop).list())
                .filteredOn(each -> each.id().equals(invitation.id()))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.status()).isEqualTo(Invitation.Status.ACCEPTED);
                    assertThat(each.token()).isNull();
                });
        Member cleo = member(shop, "Cleo");
        assertThat(cleo.role()).isEqualTo(Role.DEVELOPER);

        carillon.members(shop).change(cleo.person(), Role.SUPPORT);
        assertThat(member(shop, "Cleo").role()).isEqualTo(Role.SUPPORT);
        carillon.members(shop).remove(cleo.person());
        assertThat(carillon.members(shop).list()).extracting(Member::name).containsExactly("Ann");
        assertThat(failure(() -> carillon.members(shop)
                                .remove(member(shop, "Ann").person()))
                        .code())
                .isEqualTo("state_conflict");
    }

    @Test
    void an_invitation_that_was_taken_back_lets_nobody_in() throws Exception {
        String shop = made.app().organisation();
        Invitation invitation = carillon.invitations(shop).create(NewInvitation.of("dora@example.com", Role.VIEWER));

        assertThat(carillon.invitations(shop).revoke(invitation.id()).status()).isEqualTo(Invitation.Status.REVOKED);

        assertThat(accept(Objects.requireNonNull(invitation.token()).reveal())).isNotEqualTo(201);
        assertThat(failure(() -> carillon.invitations(shop).create(NewInvitation.of("nobody", Role.VIEWER)))
                        .code())
                .isEqualTo("email_invalid");
    }

    @Test
    void a_program_of_an_organisation_does_what_its_role_may_until_its_token_is_revoked() {
        String shop = made.app().organisation();
        OrganisationToken token = carillon.organisationTokens(shop)
                .create(NewOrganisationToken.named("Monitor", Role.VIEWER)
                        .endingAt(Instant.now().plusSeconds(3_600)));

        try (ManagementClient monitor =
                client(Objects.requireNonNull(token.token()).reveal())) {
            assertThat(monitor.apps().get(app).id()).isEqualTo(made.app().id());
            assertThat(monitor.organisations().list().stream().map(Organisation::id))
                    .containsExactly(shop);
            CarillonException refused = failure(() -> monitor.members(shop).list());
            assertThat(refused.code()).isEqualTo("permission_missing");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused)
                    .hasMessageContaining("supports and above have")
                    .hasMessageContaining("you are viewer here");
            assertThat(refused.docs().orElseThrow()).hasFragment("permission_missing");
            for (ThrowingCallable more : List.<ThrowingCallable>of(
                    () -> monitor.organisations().rename(shop, "Mine"),
                    () -> monitor.invitations(shop).create(NewInvitation.of("eve@example.com", Role.OWNER)),
                    () -> monitor.organisationTokens(shop).create(NewOrganisationToken.named("More", Role.OWNER)),
                    () -> monitor.auditLog(shop).list().page(null, 1),
                    () -> monitor.organisations().delete(shop))) {
                assertThat(failure(more).code()).isEqualTo("permission_missing");
            }

            assertThat(carillon.organisationTokens(shop).revoke(token.id()).standing())
                    .isEqualTo(Standing.REVOKED);
            assertThat(failure(() -> monitor.apps().get(app)).status()).isEqualTo(401);
        }
        assertThat(carillon.organisationTokens(shop).list())
                .extracting(OrganisationToken::id)
                .contains(token.id());
    }

    @Test
    void nobody_gives_a_role_that_they_do_not_have() {
        String shop = made.app().organisation();
        OrganisationToken token =
                carillon.organisationTokens(shop).create(NewOrganisationToken.named("Admin", Role.ADMIN));

        try (ManagementClient admin =
                client(Objects.requireNonNull(token.token()).reveal())) {
            CarillonException refused =
                    failure(() -> admin.invitations(shop).create(NewInvitation.of("eve@example.com", Role.OWNER)));
            assertThat(refused.code()).isEqualTo("permission_missing");
            assertThat(refused).hasMessageContaining("You are admin here");
        }
    }

    @Test
    void a_token_for_one_app_sees_no_other() {
        String shop = made.app().organisation();
        App other = carillon.apps().create(NewApp.named("Other")).app();
        OrganisationToken token = carillon.organisationTokens(shop)
                .create(NewOrganisationToken.named("One", Role.DEVELOPER).forApp(app));

        assertThat(token.app()).isEqualTo(made.app().id());
        try (ManagementClient one = client(Objects.requireNonNull(token.token()).reveal())) {
            assertThat(one.apps().get(app).id()).isEqualTo(made.app().id());
            assertThat(failure(() -> one.apps().get(other.id().value())).code()).isEqualTo("resource_not_found");
        }
    }

    @Test
    void the_audit_log_tells_what_was_done_and_what_was_refused() {
        String shop = made.app().organisation();
        Instant before = Instant.now().minusSeconds(60);
        carillon.apps().change(app, AppChange.rename("Talk"));
        OrganisationToken token =
                carillon.organisationTokens(shop).create(NewOrganisationToken.named("Curious", Role.VIEWER));
        try (ManagementClient curious =
                client(Objects.requireNonNull(token.token()).reveal())) {
            failure(() -> curious.keys(app).list());
        }

        AuditQuestion ofTheApp = AuditQuestion.any().about(app).from(before);
        AuditEntry change = carillon.auditLog(shop)
                .list(ofTheApp.action("app.change"))
                .iterator()
                .next();
        assertThat(change.organisation()).isEqualTo(shop);
        assertThat(change.app()).isEqualTo(made.app().id());
        assertThat(change.actor().kind()).isEqualTo(AuditEntry.Actor.Kind.TOKEN);
        assertThat(change.actor().name()).isEqualTo("Ann (token Tests)");
        assertThat(change.subject()).isEqualTo("app " + app);
        assertThat(change.outcome()).isEqualTo(AuditEntry.Outcome.DONE);
        assertThat(change.changes())
                .isEqualTo("{\"name\":{\"from\":\"" + made.app().name() + "\",\"to\":\"Talk\"}}");
        assertThat(carillon.auditLog(shop).list(ofTheApp.outcome(AuditEntry.Outcome.REFUSED)))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.action()).isEqualTo("read_keys");
                    assertThat(refused.actor().id()).isEqualTo(token.id());
                });
        assertThat(carillon.auditLog(shop).list(AuditQuestion.any().by("nobody of this name")))
                .isEmpty();
        Page<AuditEntry> newest = carillon.auditLog(shop).list(ofTheApp).page(null, 1);
        assertThat(carillon.auditLog(shop)
                        .list(ofTheApp)
                        .page(newest.following().orElseThrow(), 1)
                        .items()
                        .get(0)
                        .id())
                .isLessThan(newest.items().get(0).id());

        assertThat(failure(() -> carillon.platformAuditLog().list().page(null, 1))
                        .code())
                .isEqualTo("permission_missing");
        assertThat(operator.platformAuditLog().list(AuditQuestion.any().about(app)).stream()
                        .map(AuditEntry::id))
                .contains(change.id());
    }

    @Test
    void what_an_organisation_used_is_told() {
        OrganisationUsage usage = carillon.organisationUsage(made.app().organisation());

        assertThat(usage.read(UsageQuestion.by(UsageQuestion.Step.DAY)).totals().messagesIn())
                .isNotNegative();
        assertThat(usage.quotas()).extracting(Quota::name).containsExactly("messages_per_day", "messages_per_month");
        assertThat(usage.alerts()).isEmpty();
    }

    @Test
    void a_wrong_token_and_a_server_that_is_not_there_are_told_apart() {
        try (ManagementClient stranger = client("wrong")) {
            CarillonException refused = failure(() -> stranger.apps().list().page(null, 1));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.retriable()).isFalse();
        }
        try (ManagementClient lost = ManagementClient.builder()
                .server("http://127.0.0.1:" + RunningJar.freePort())
                .token("any")
                .build()) {
            assertThat(failure(() -> lost.apps().get(app)).code()).isEqualTo("unreachable");
        }
    }

    @Test
    void the_snippet_of_the_readme_prints_the_app_that_it_made_and_who_invited() throws Exception {
        String readme = Files.readString(Path.of(RunningJar.required("carillon.root"), "sdk-java/client/README.md"));
        String snippet =
                readme.split("## Administering", 2)[1].split("```java\n", 2)[1].split("```", 2)[0];
        Path source = Files.writeString(
                folder.resolve("Administer.java"),
                "import io.carillon.client.management.*;\nimport java.time.Duration;\nimport java.util.*;\n"
                        + "class Administer {\npublic static void main(String[] given) {\n"
                        + "String server = given[0], apiToken = given[1];\n" + snippet + "}\n}\n");

        Process program = new ProcessBuilder(
                        RunningJar.java(),
                        "--class-path",
                        SdkJavaReadmeIT.jarOf(Publisher.class)
                                + File.pathSeparator
                                + SdkJavaReadmeIT.jarOf(AppId.class),
                        source.toString(),
                        url(),
                        token)
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Chat 10240" + System.lineSeparator())
                    .contains("Ann (token Tests) invitation.create invitation inv_");
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isZero();
        } finally {
            program.destroyForcibly();
        }
    }

    private static Member member(String organisation, String name) {
        return carillon.members(organisation).list().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** As the page does whose link Cleo got. */
    private static int accept(String invitation) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url() + "/api/v1/invitations/accept"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + invitation
                        + "\",\"name\":\"Cleo\",\"password\":\"another long one for the tests\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private Publisher publisher(Key key) {
        return Publisher.builder()
                .server(url())
                .app(app, key.key().value(), key.revealed().reveal())
                .build();
    }

    private static ManagementClient client(String token) {
        return ManagementClient.builder().server(url()).token(token).build();
    }

    private static String url() {
        return "http://" + jar.host() + ":" + jar.port();
    }

    private static CarillonException failure(ThrowingCallable action) {
        return catchThrowableOfType(CarillonException.class, action);
    }
}
