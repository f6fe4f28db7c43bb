package io.carillon.controlplane.problem;

import java.util.Map;

/** A request is refused. The message is for the developer who sent it: what is wrong, why, and how to mend it. */
public final class Refusal extends RuntimeException {

    private final Problem problem;
    private final Map<String, String> headers;

    Refusal(Problem problem, String message, Map<String, String> headers) {
        // No stack trace: refusals are everyday weather at the door.
        super(message, null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    /** What the answer says in headers, beyond what every refusal does. */
    Map<String, String> headers() {
        return headers;
    }

    public Problem problem() {
        return problem;
    }
}
