package io.carillon.controlplane.tenant;

import io.carillon.controlplane.audit.Actor.Kind;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Repetitions;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URI;

/**
 * Links by which people come into an organisation: {@code /api/v1/organisations/ORGANISATION/invitations} for those who invite, {@code
 * /api/v1/invitations} for those who are invited.
 */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class InvitationsController {

    private final Invitations invitations;
    private final Repetitions repetitions;

    InvitationsController(Invitations invitations, Repetitions repetitions) {
        this.invitations = invitations;
        this.repetitions = repetitions;
    }

    /** Lists an organisation's invitations without their tokens, the newest first. */
    @Get("/organisations/{organisation}/invitations")
    Page<InvitationView> listInvitations(Caller caller, String organisation) {
        return new Page<>(invitations.list(caller, organisation), null);
    }

    /** Invites somebody; the answer has the token of the link, which is shown this once and works for seven days. */
    @Post("/organisations/{organisation}/invitations")
    @Status(HttpStatus.CREATED)
    HttpResponse<InvitationView> createInvitation(
            Caller caller, String organisation, @Body NewInvitation asked, HttpRequest<?> request) {
        InvitationView made = repetitions.once(
                request, caller, asked, InvitationView.class, () -> invitations.create(caller, organisation, asked));
        return HttpResponse.created(
                        made, URI.create("/api/v1/organisations/" + made.organisation() + "/invitations/" + made.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Takes an invitation back. */
    @Post("/organisations/{organisation}/invitations/{invitation}/revoke")
    InvitationView revokeInvitation(Caller caller, String organisation, String invitation) {
        return invitations.revoke(caller, organisation, invitation);
    }

    /** Shows what an invitation offers, to whoever holds its link. */
    @Post("/invitations/show")
    InvitationOffer showInvitation(@Body InvitationToken shown, @Parameter(hidden = true) Origin origin) {
        return invitations.offer(invitations.find(shown.token(), origin));
    }

    /** Accepts an invitation: as the one who has signed in, or else as somebody new, with name and password. */
    @Post("/invitations/accept")
    @Status(HttpStatus.CREATED)
    HttpResponse<AcceptedView> acceptInvitation(
            @Body Acceptance asked, @Parameter(hidden = true) Origin origin, HttpRequest<?> request) {
        InvitationRow row = invitations.find(asked.token(), origin);
        return HttpResponse.created(Caller.find(request)
                .filter(caller -> caller.actor().kind() == Kind.PERSON)
                .map(caller -> invitations.accept(row, caller))
                .orElseGet(() -> invitations.accept(row, invitations.newcomer(row, asked), origin)));
    }
}
