package io.carillon.controlplane.problem;

/** A request is refused. The message is for the developer who sent it: what is wrong, why, and how to mend it. */
public final class Refusal extends RuntimeException {

    private final Problem problem;

    Refusal(Problem problem, String message) {
        // No stack trace: refusals are everyday weather at the door.
        super(message, null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
