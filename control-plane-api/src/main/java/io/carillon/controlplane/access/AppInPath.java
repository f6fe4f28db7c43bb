package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.controlplane.app.Apps;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.InvalidValueException;
import java.util.concurrent.CompletionStage;

/** The app that a path such as {@code /apps/APP_ID/events} is about. */
final class AppInPath {

    private static final int APP_ID = 1;

    private AppInPath() {}

    /** Fails with the refusal {@code app_not_found} if there is none. */
    static CompletionStage<App> find(Apps apps, Call call) {
        String id = call.segment(APP_ID);
        return apps.byId(id)
                .thenApply(found -> found.orElseThrow(
                        () -> Problem.APP_NOT_FOUND.because("There is no app " + InvalidValueException.quote(id)
                                + " here. The path takes the app's id, a number, not its key.")));
    }
}
