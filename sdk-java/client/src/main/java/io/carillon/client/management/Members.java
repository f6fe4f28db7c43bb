package io.carillon.client.management;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Who belongs to an organisation, and as what. Nobody gives what they do not have, or changes somebody who has more: that is refused with {@code
 * permission_missing}; and the last owner stays one, else it is a {@code state_conflict}.
 */
public final class Members {

    private final ManagementApi api;
    private final String path;

    Members(ManagementApi api, String organisation) {
        this.api = api;
        this.path = Call.path("organisations", organisation, "members");
    }

    /** All, the oldest first. */
    public List<Member> list() {
        return ManagementApi.await(listAsync());
    }

    /** As {@link #list}, without waiting. */
    public CompletableFuture<List<Member>> listAsync() {
        return api.send(
                Call.get(path),
                json -> json.require("items").items().stream().map(Member::of).toList());
    }

    /** Gives a member another role, up to the caller's own; holds from the next request on. */
    public void change(String person, Role role) {
        ManagementApi.await(changeAsync(person, role));
    }

    /** As {@link #change}, without waiting. */
    public CompletableFuture<Void> changeAsync(String person, Role role) {
        return api.run(Call.patch(path + Call.path(person), Map.of("role", role.word()), null));
    }

    /** Takes a member out of the organisation. The person stays, and may come again. */
    public void remove(String person) {
        ManagementApi.await(removeAsync(person));
    }

    /** As {@link #remove}, without waiting. */
    public CompletableFuture<Void> removeAsync(String person) {
        return api.run(Call.delete(path + Call.path(person), null));
    }
}
