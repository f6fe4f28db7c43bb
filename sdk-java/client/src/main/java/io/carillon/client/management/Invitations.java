package io.carillon.client.management;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** By which people come into an organisation. Whoever is invited accepts in a browser. */
public final class Invitations {

    private final ManagementApi api;
    private final String path;

    Invitations(ManagementApi api, String organisation) {
        this.api = api;
        this.path = Call.path("organisations", organisation, "invitations");
    }

    /** The 200 that were made last without their tokens, the newest first, those that no longer work too. */
    public List<Invitation> list() {
        return ManagementApi.await(listAsync());
    }

    /** As {@link #list}, without waiting. */
    public CompletableFuture<List<Invitation>> listAsync() {
        return api.send(
                Call.get(path),
                json -> json.require("items").items().stream()
                        .map(Invitation::of)
                        .toList());
    }

    /** Invites somebody. The answer has the token of the link, which is shown this once, is to be passed on, and works for seven days. */
    public Invitation create(NewInvitation invitation) {
        return ManagementApi.await(createAsync(invitation));
    }

    /** As {@link #create}, without waiting. */
    public CompletableFuture<Invitation> createAsync(NewInvitation invitation) {
        return api.send(Call.create(path, invitation.fields(), invitation.idempotencyKey()), Invitation::of);
    }

    /** Takes an invitation back. */
    public Invitation revoke(String id) {
        return ManagementApi.await(revokeAsync(id));
    }

    /** As {@link #revoke}, without waiting. */
    public CompletableFuture<Invitation> revokeAsync(String id) {
        return api.send(Call.act(path + Call.path(id, "revoke")), Invitation::of);
    }
}
