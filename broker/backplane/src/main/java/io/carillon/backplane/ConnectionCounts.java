package io.carillon.backplane;

import io.carillon.protocol.AppId;
import java.util.concurrent.CompletionStage;

/**
 * How many connections an app has over all living nodes. What a node counted in goes with its lease.
 *
 * <p>Methods that name a node fail with {@link NodeBuriedException} if the node's lease has run out.
 */
public interface ConnectionCounts {

    /**
     * Counts a connection in, unless the app has as many as it may.
     *
     * @param limit the greatest number; 0 for no limit
     * @return false if it was not counted in
     */
    CompletionStage<Boolean> open(AppId app, NodeId node, int limit);

    /** Counts a connection out that was counted in. A node that has none counted in has none afterwards. */
    CompletionStage<Void> close(AppId app, NodeId node);

    /** A node says anew how many connections of the app it has, whatever was counted of it before and whatever the limit. */
    CompletionStage<Void> restate(AppId app, NodeId node, int count);

    /** The app's open connections. */
    CompletionStage<Integer> of(AppId app);
}
