package io.carillon.controlplane.tenant;

import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /api/v1/organisations/ORGANISATION/members}: who belongs to it, and as what. */
@Controller("/api/v1/organisations/{organisation}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MembersController {

    private final Members members;

    MembersController(Members members) {
        this.members = members;
    }

    /** Lists an organisation's members, the oldest first. */
    @Get("/members")
    Page<MemberView> listMembers(Caller caller, String organisation) {
        return new Page<>(members.list(caller, organisation), null);
    }

    /** Gives a member another role, up to the caller's own. */
    @Patch("/members/{person}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> changeMember(Caller caller, String organisation, String person, @Body RoleChange change) {
        members.change(caller, organisation, person, Role.of(change.role()));
        return HttpResponse.noContent();
    }

    /** Takes a member out of the organisation. */
    @Delete("/members/{person}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> removeMember(Caller caller, String organisation, String person) {
        members.remove(caller, organisation, person);
        return HttpResponse.noContent();
    }

    /** Leaves the organisation. */
    @Post("/leave")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> leaveOrganisation(Caller caller, String organisation) {
        members.leave(caller, organisation);
        return HttpResponse.noContent();
    }
}
