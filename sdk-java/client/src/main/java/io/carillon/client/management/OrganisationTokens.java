package io.carillon.client.management;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The API tokens of an organisation: those of programs that outlast the people who set them up. */
public final class OrganisationTokens {

    private final ManagementApi api;
    private final String path;

    OrganisationTokens(ManagementApi api, String organisation) {
        this.api = api;
        this.path = Call.path("organisations", organisation, "tokens");
    }

    /** All without their texts, the oldest first, those that were revoked too. */
    public List<OrganisationToken> list() {
        return ManagementApi.await(listAsync());
    }

    /** As {@link #list}, without waiting. */
    public CompletableFuture<List<OrganisationToken>> listAsync() {
        return api.send(
                Call.get(path),
                json -> json.require("items").items().stream()
                        .map(OrganisationToken::of)
                        .toList());
    }

    /** Makes a token of a role up to the caller's own; the answer has its text, which is shown this once. */
    public OrganisationToken create(NewOrganisationToken token) {
        return ManagementApi.await(createAsync(token));
    }

    /** As {@link #create}, without waiting. */
    public CompletableFuture<OrganisationToken> createAsync(NewOrganisationToken token) {
        return api.send(Call.create(path, token.fields(), token.idempotencyKey()), OrganisationToken::of);
    }

    /** Revokes a token at once and for good. */
    public OrganisationToken revoke(String id) {
        return ManagementApi.await(revokeAsync(id));
    }

    /** As {@link #revoke}, without waiting. */
    public CompletableFuture<OrganisationToken> revokeAsync(String id) {
        return api.send(Call.act(path + Call.path(id, "revoke")), OrganisationToken::of);
    }
}
