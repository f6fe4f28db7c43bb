package io.carillon.controlplane;

import io.carillon.backplane.Allowances;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.protocol.AppId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A backplane that counts how often it is asked for allowances, and may be away. */
final class CountedAllowances extends GivenBackplane implements Allowances {

    private final Allowances there;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean away;

    CountedAllowances(Backplane backplane) {
        super(backplane);
        this.there = backplane.allowances();
    }

    int asked() {
        return asked.get();
    }

    void goAway() {
        away = true;
    }

    @Override
    public Allowances allowances() {
        return this;
    }

    @Override
    public CompletionStage<Grant> take(AppId app, Kind kind, int perSecond, int needed, int wanted) {
        asked.incrementAndGet();
        return away
                ? CompletableFuture.failedFuture(
                        new BackplaneUnavailableException("away", new IllegalStateException("by the test")))
                : there.take(app, kind, perSecond, needed, wanted);
    }
}
