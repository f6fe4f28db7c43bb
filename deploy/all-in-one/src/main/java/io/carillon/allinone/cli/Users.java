package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon users}. */
@Command(name = "users", description = "List, invite and remove the members of an organisation; keep people out.")
final class Users {

    private static final String PERSON = "Id of the person, as 'list' shows it.";
    private static final String ROLE = "owner, admin, developer, support or viewer.";
    private static final String YES = "Do not ask.";

    private final Session session;

    Users(Session session) {
        this.session = session;
    }

    @Command(description = "List the members of an organisation, or everybody.")
    void list(
            @Option(names = "--everybody", description = "All people of the platform; for its operators.")
                    boolean everybody,
            @Mixin Pages pages) {
        if (everybody) {
            Table table = Table.of("ID", "NAME", "E-MAIL", "STATE", "OPERATOR", "2ND FACTOR", "LAST SEEN");
            pages.print(
                    session,
                    "/people",
                    List.of(),
                    table,
                    person -> table.row(
                            person.at("id").text(),
                            person.at("name").text(),
                            person.at("email").text(),
                            state(person),
                            yesOrNo(person.at("operator")),
                            yesOrNo(person.at("second_factor")),
                            Moments.text(person.at("last_seen_at"))),
                    "There is nobody yet.");
            return;
        }
        Table table = Table.of("ID", "NAME", "E-MAIL", "ROLE", "STATE", "2ND FACTOR", "LAST SEEN");
        pages.print(
                session,
                Api.path("organisations", Organisations.only(session), "members"),
                List.of(),
                table,
                member -> table.row(
                        member.at("person").text(),
                        member.at("name").text(),
                        member.at("email").text(),
                        member.at("role").text(),
                        state(member),
                        yesOrNo(member.at("second_factor")),
                        Moments.text(member.at("last_seen_at"))),
                "The organisation has no members. 'carillon users invite' makes an invitation.");
    }

    private static String state(Json person) {
        return "true".equals(person.at("disabled").text()) ? "kept out" : "active";
    }

    private static String yesOrNo(Json flag) {
        return "true".equals(flag.text()) ? "yes" : "no";
    }

    @Command(description = "Invite somebody into an organisation; the token of the invitation is printed this once.")
    void invite(
            @Parameters(paramLabel = "EMAIL", description = "The address with which they are to sign in.") String email,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            defaultValue = "developer",
                            description = ROLE + " [developer]")
                    String role) {
        String answered = session.api()
                .post(
                        Api.path("organisations", Organisations.only(session), "invitations"),
                        Map.of("email", email, "role", role));
        Json made = Json.read(answered);
        session.print(
                answered,
                paint -> Table.ofFacts()
                        .row("id", made.at("id").text())
                        .row("role", made.at("role").text())
                        .row("ends", Moments.text(made.at("ends_at")))
                        .row("token", made.at("token").text())
                        .text(paint));
    }

    @Command(description = "List the invitations of an organisation.")
    void invitations(@Mixin Pages pages) {
        Table table = Table.of("ID", "E-MAIL", "ROLE", "STATUS", "BY", "ENDS");
        pages.print(
                session,
                Api.path("organisations", Organisations.only(session), "invitations"),
                List.of(),
                table,
                invitation -> table.row(
                        invitation.at("id").text(),
                        invitation.at("email").text(),
                        invitation.at("role").text(),
                        invitation.at("status").text(),
                        invitation.at("created_by").text(),
                        Moments.text(invitation.at("ends_at"))),
                "Nobody is invited.");
    }

    @Command(description = "Take an invitation back.")
    void uninvite(
            @Parameters(paramLabel = "INVITATION", description = "Id of the invitation, as 'invitations' shows it.")
                    String invitation) {
        session.print(
                session.api()
                        .post(
                                Api.path(
                                        "organisations",
                                        Organisations.only(session),
                                        "invitations",
                                        invitation,
                                        "revoke"),
                                null),
                paint -> "Invitation " + invitation + " is taken back.\n");
    }

    @Command(description = "Give a member another role.")
    void role(
            @Parameters(paramLabel = "PERSON", description = PERSON) String person,
            @Parameters(paramLabel = "ROLE", description = ROLE) String role) {
        session.print(
                session.api()
                        .patch(
                                Api.path("organisations", Organisations.only(session), "members", person),
                                Map.of("role", role)),
                paint -> person + " is " + role + " now.\n");
    }

    @Command(description = "Remove a member from an organisation.")
    void remove(
            @Parameters(paramLabel = "PERSON", description = PERSON) String person,
            @Option(names = "--yes", description = YES) boolean yes) {
        String organisation = Organisations.only(session);
        session.confirm(yes, person + " would be no member of " + organisation + " any more.");
        session.print(
                session.api().delete(Api.path("organisations", organisation, "members", person)),
                paint -> person + " is removed.\n");
    }

    @Command(description = "Keep somebody out of the whole platform, with all sessions and tokens; for its operators.")
    void disable(@Parameters(paramLabel = "PERSON", description = PERSON) String person) {
        setDisabled(person, true);
    }

    @Command(description = "Let somebody in again who was kept out; for operators of the platform.")
    void enable(@Parameters(paramLabel = "PERSON", description = PERSON) String person) {
        setDisabled(person, false);
    }

    private void setDisabled(String person, boolean disabled) {
        session.print(
                session.api().patch(Api.path("people", person), Map.of("disabled", disabled)),
                paint -> person + (disabled ? " is kept out.\n" : " is let in again.\n"));
    }
}
