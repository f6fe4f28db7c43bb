package io.carillon.controlplane.tenant;

import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.credential.ApiTokenView;
import io.carillon.controlplane.credential.ApiTokens;
import io.carillon.controlplane.credential.ApiTokens.Holder;
import io.carillon.controlplane.credential.NewApiToken;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.management.Repetitions;
import io.carillon.controlplane.management.Role;
import io.carillon.controlplane.problem.Problem;
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
import java.net.URI;

/** {@code /api/v1/organisations/ORGANISATION/tokens}: the tokens of programs that outlast the people who set them up. */
@Controller("/api/v1/organisations/{organisation}/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OrganisationTokensController {

    private final ApiTokens tokens;
    private final OwnedApps owned;
    private final Rank rank;
    private final Repetitions repetitions;

    OrganisationTokensController(ApiTokens tokens, OwnedApps owned, Rank rank, Repetitions repetitions) {
        this.tokens = tokens;
        this.owned = owned;
        this.rank = rank;
        this.repetitions = repetitions;
    }

    /** Lists an organisation's tokens without their texts, the oldest first, those that were revoked too. */
    @Get
    Page<ApiTokenView> listOrganisationTokens(Caller caller, String organisation) {
        return new Page<>(tokens.list(holder(caller, organisation)), null);
    }

    /** Makes a token of a role up to the caller's own; the answer has its text, which is shown this once. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<ApiTokenView> createOrganisationToken(
            Caller caller, String organisation, @Body NewApiToken token, HttpRequest<?> request) {
        Holder holder = holder(caller, organisation);
        rank.require(caller, organisation, Role.of(Fields.required("role", token.role())), "API token");
        if (token.operator() != null) {
            throw Problem.FIELD_UNKNOWN.because(
                    "Only a person's token can be an operator's: leave out the field operator.");
        }
        ApiTokenView made = repetitions.once(
                request, caller, token, ApiTokenView.class, () -> tokens.create(caller, holder, token));
        return HttpResponse.created(made, URI.create("/api/v1/organisations/" + holder.id() + "/tokens/" + made.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Revokes a token at once and for good. */
    @Post("/{token}/revoke")
    ApiTokenView revokeOrganisationToken(Caller caller, String organisation, String token) {
        return tokens.revoke(caller, holder(caller, organisation), token);
    }

    private Holder holder(Caller caller, String organisation) {
        return Holder.organisation(owned.organisation(caller, Permission.MANAGE_TOKENS, organisation)
                .id());
    }
}
