package io.carillon.token;

import io.carillon.protocol.InvalidValueException;

/**
 * How much a process does to verify tokens.
 *
 * @param threads for signatures that take long
 * @param waiting tokens that may wait for one of them, over all apps
 * @param waitingPerApp tokens of one app that may wait or be looked at: one app's flood is not to be felt by the others
 * @param remembered tokens that are remembered as verified
 */
public record DeskSettings(int threads, int waiting, int waitingPerApp, int remembered) {

    /** Half of the processors, so that event loops keep the others. */
    public static final DeskSettings DEFAULTS =
            new DeskSettings(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), 4_096, 1_024, 10_000);

    /** @throws InvalidValueException {@code token_settings_invalid} */
    public DeskSettings {
        if (threads < 1 || waiting < 1 || waitingPerApp < 1 || remembered < 1) {
            throw new InvalidValueException(
                    "token_settings_invalid", "threads, waiting, waitingPerApp and remembered must be more than 0.");
        }
    }
}
