package io.carillon.client.management;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What all apps of an organisation used together, those that were removed too. A minute is told some fifteen seconds after it is over. */
public final class OrganisationUsage {

    private final ManagementApi api;
    private final String path;

    OrganisationUsage(ManagementApi api, String organisation) {
        this.api = api;
        this.path = Call.path("organisations", organisation);
    }

    /** What was used in a time, step by step. */
    public UsageReport read(UsageQuestion question) {
        return ManagementApi.await(readAsync(question));
    }

    /** As {@link #read}, without waiting. */
    public CompletableFuture<UsageReport> readAsync(UsageQuestion question) {
        return api.send(Call.get(path + "/usage" + question.query()), UsageReport::of);
    }

    /** How the organisation's message quotas stand: that of the day and that of the month. */
    public List<Quota> quotas() {
        return ManagementApi.await(quotasAsync());
    }

    /** As {@link #quotas}, without waiting. */
    public CompletableFuture<List<Quota>> quotasAsync() {
        return api.send(
                Call.get(path + "/quota"),
                json -> json.require("quotas").items().stream().map(Quota::of).toList());
    }

    /** The thresholds of quotas that were crossed, the organisation's and its apps', the newest first. */
    public Listing<OrganisationAlert> alerts() {
        return new Listing<>(api, path + "/alerts", Map.of(), OrganisationAlert::of);
    }
}
