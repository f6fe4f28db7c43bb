package io.carillon.client.management;

import io.carillon.protocol.AppId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What an app used. A minute is told some fifteen seconds after it is over. */
public final class Usage {

    private final ManagementApi api;
    private final String path;

    Usage(ManagementApi api, AppId app) {
        this.api = api;
        this.path = Call.path("apps", app);
    }

    /** What was used in a time, step by step. */
    public UsageReport read(UsageQuestion question) {
        return ManagementApi.await(readAsync(question));
    }

    /** As {@link #read}, without waiting. */
    public CompletableFuture<UsageReport> readAsync(UsageQuestion question) {
        return api.send(Call.get(path + "/usage" + question.query()), UsageReport::of);
    }

    /** How the app's message quotas stand: that of the day and that of the month. */
    public List<Quota> quotas() {
        return ManagementApi.await(quotasAsync());
    }

    /** As {@link #quotas}, without waiting. */
    public CompletableFuture<List<Quota>> quotasAsync() {
        return api.send(
                Call.get(path + "/quota"),
                json -> json.require("quotas").items().stream().map(Quota::of).toList());
    }

    /** The thresholds of the app's quotas that were crossed, the newest first. */
    public Listing<Alert> alerts() {
        return new Listing<>(api, path + "/alerts", Map.of(), Alert::of);
    }
}
