package io.carillon.backplane;

import io.carillon.protocol.AppId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * How much an app's servers may do each second, counted over all processes together.
 *
 * <p>Each app has an allowance of each kind. It fills steadily, and holds what one second brings: so much may be taken at once
 * after a pause. In any stretch of time no more is granted than one second's worth and what the rate brings in that stretch.
 * There is one exception, so that nothing is impossible: whoever needs more than one second's worth gets it when the
 * allowance is full, and nobody gets anything until that is made up for.
 *
 * <p>What was granted is gone, used or not. A change of the rate holds from the next step on. What was taken may be forgotten if
 * what is shared is lost.
 */
public interface Allowances {

    /** What is allowed by the second. */
    enum Kind {
        /** Events that are published: one for each channel that is named. */
        PUBLISHES,
        /** Everything else that is asked. */
        READS
    }

    /** What became of a wish. */
    sealed interface Grant {}

    /**
     * So many may be done.
     *
     * @param count at least what was needed
     */
    record Granted(int count) implements Grant {}

    /**
     * Nothing was taken: too little is left.
     *
     * @param after when there is enough, if nobody else takes of it; more than zero
     */
    record Later(Duration after) implements Grant {}

    /**
     * Takes what is needed and, as far as it is there, what is wanted beyond that; or nothing.
     *
     * @param perSecond the rate, more than 0
     * @param needed at least 1
     * @param wanted at least what is needed
     */
    CompletionStage<Grant> take(AppId app, Kind kind, int perSecond, int needed, int wanted);
}
