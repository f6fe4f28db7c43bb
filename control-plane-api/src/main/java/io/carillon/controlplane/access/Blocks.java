package io.carillon.controlplane.access;

import io.carillon.backplane.Revocation;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import java.time.Instant;

/** What is said of users who were sent away for a while. */
final class Blocks {

    private Blocks() {}

    static Refusal refusal(UserId user, Revocation block) {
        Instant until = block.before().isBefore(block.until()) ? block.before() : block.until();
        return Problem.USER_BLOCKED.because("User " + InvalidValueException.quote(user.value()) + " is blocked until "
                + until + ". Wait, or take the block back.");
    }
}
