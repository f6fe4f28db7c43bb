package io.carillon.controlplane.account;

import io.carillon.controlplane.credential.ApiTokenView;
import io.carillon.controlplane.credential.ApiTokens;
import io.carillon.controlplane.credential.ApiTokens.Holder;
import io.carillon.controlplane.credential.NewApiToken;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Repetitions;
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

/** {@code /api/v1/me/tokens}: the tokens with which programs act as their person. Only people make them, not tokens. */
@Controller("/api/v1/me/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PersonalTokensController {

    private final ApiTokens tokens;
    private final Repetitions repetitions;

    PersonalTokensController(ApiTokens tokens, Repetitions repetitions) {
        this.tokens = tokens;
        this.repetitions = repetitions;
    }

    /** Lists the person's tokens without their texts, the oldest first, those that were revoked too. */
    @Get
    Page<ApiTokenView> listPersonalTokens(SignedIn signedIn) {
        return new Page<>(tokens.list(holder(signedIn)), null);
    }

    /** Makes a token; the answer has its text, which is shown this once. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<ApiTokenView> createPersonalToken(
            SignedIn signedIn, Caller caller, @Body NewApiToken token, HttpRequest<?> request) {
        if (Boolean.TRUE.equals(token.operator()) && !caller.operator()) {
            throw Problem.PERMISSION_MISSING.because(
                    "Only operators of the platform can make a token that may do what operators may.");
        }
        ApiTokenView made = repetitions.once(
                request, caller, token, ApiTokenView.class, () -> tokens.create(caller, holder(signedIn), token));
        return HttpResponse.created(made, URI.create("/api/v1/me/tokens/" + made.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Revokes a token at once and for good. */
    @Post("/{token}/revoke")
    ApiTokenView revokePersonalToken(SignedIn signedIn, Caller caller, String token) {
        return tokens.revoke(caller, holder(signedIn), token);
    }

    private static Holder holder(SignedIn signedIn) {
        return Holder.person(signedIn.person().id());
    }
}
