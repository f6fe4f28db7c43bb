package io.carillon.client.management;

import io.carillon.protocol.AppId;
import io.carillon.protocol.InvalidValueException;

/**
 * Administers apps and organisations as the console does, with an API token. One client serves all threads.
 *
 * <pre>{@code
 * try (ManagementClient carillon = ManagementClient.builder()
 *         .server("http://127.0.0.1:6001")
 *         .token("API_TOKEN")
 *         .build()) {
 *     CreatedApp made = carillon.apps().create(NewApp.named("Chat").withSettings(
 *             Settings.none().with(Flag.CLIENT_EVENTS, true).with(Limit.MEMBERS_PER_CHANNEL, 500)));
 *     keep(made.app().id(), made.key().key(), made.key().secret().reveal());
 * }
 * }</pre>
 *
 * <p>Each method has a twin whose name ends in {@code Async} and that does not wait. The blocking one throws {@link
 * io.carillon.client.CarillonException}, the other completes with it; a value that cannot be is an {@link InvalidValueException} at once.
 *
 * <p>What is made is made once, however often it must be sent: each request has an idempotency key.
 *
 * <p>What the token's role is too little for is refused with {@code permission_missing}, and the message names the role that it takes. What is
 * none of the token's business is answered as if it were not there: {@code resource_not_found}. Some things are for people who have signed in
 * themselves, and are not here: their sessions, passwords, second factors and personal API tokens, accepting invitations, leaving an organisation,
 * and links for members who lost their password. Programs get tokens of their own with {@link #organisationTokens}.
 */
public final class ManagementClient implements AutoCloseable {

    private final ManagementApi api;

    ManagementClient(ManagementApi api) {
        this.api = api;
    }

    /** Begins with where the platform stands and who calls. */
    public static ManagementClientBuilder builder() {
        return new ManagementClientBuilder();
    }

    /** The apps that the caller may see. */
    public Apps apps() {
        return new Apps(api);
    }

    /** The key pairs of an app. */
    public Keys keys(String app) {
        return new Keys(api, AppId.of(app));
    }

    /** The bearer tokens with which an app's servers publish. */
    public ServerTokens serverTokens(String app) {
        return new ServerTokens(api, AppId.of(app));
    }

    /** What holds for channels of an app whose names match a pattern. */
    public Rules rules(String app) {
        return new Rules(api, AppId.of(app));
    }

    /** Whose tokens an app believes beside its own. */
    public Issuers issuers(String app) {
        return new Issuers(api, AppId.of(app));
    }

    /** Which tokens of an app are no longer good, and who is kept out. */
    public Revocations revocations(String app) {
        return new Revocations(api, AppId.of(app));
    }

    /** What an app used, and how much of its quotas that is. */
    public Usage usage(String app) {
        return new Usage(api, AppId.of(app));
    }

    /** Whether connection tokens are good, and what for. */
    public TokenChecks tokenChecks(String app) {
        return new TokenChecks(api, AppId.of(app));
    }

    /** The organisations that the caller may see. */
    public Organisations organisations() {
        return new Organisations(api);
    }

    /** Who belongs to an organisation, and as what. */
    public Members members(String organisation) {
        return new Members(api, organisation);
    }

    /** By which people come into an organisation. */
    public Invitations invitations(String organisation) {
        return new Invitations(api, organisation);
    }

    /** The API tokens of an organisation's programs. */
    public OrganisationTokens organisationTokens(String organisation) {
        return new OrganisationTokens(api, organisation);
    }

    /** What the apps of an organisation used together, and how much of its quotas that is. */
    public OrganisationUsage organisationUsage(String organisation) {
        return new OrganisationUsage(api, organisation);
    }

    /** Who did what in an organisation; for its admins and owners. */
    public AuditLog auditLog(String organisation) {
        return new AuditLog(api, Call.path("organisations", organisation, "audit"));
    }

    /** Who did what in all organisations and in none; for operators of the platform. */
    public AuditLog platformAuditLog() {
        return new AuditLog(api, "/audit");
    }

    /** Whoever still waits is answered with {@code closed}. */
    @Override
    public void close() {
        api.close();
    }
}
