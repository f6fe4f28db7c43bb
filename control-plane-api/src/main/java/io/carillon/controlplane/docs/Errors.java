package io.carillon.controlplane.docs;

import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.frame.Reason;
import io.carillon.token.RefusalCode;
import java.util.Arrays;
import java.util.List;

/** All refusals of the platform, explained: the source of the page and of the document in the repository. */
final class Errors {

    static final String TITLE = "Errors";

    static final String LEAD =
            "Every refusal, what it means and how to mend it. The codes are stable: programs may rely on"
                    + " them, while texts may change.";

    private static final String CAUSE = "What happened";
    private static final String REMEDY = "How to mend it";

    private Errors() {}

    static List<Chapter> chapters() {
        return List.of(http(), tokens(), values(), socket(), reasons());
    }

    private static Chapter http() {
        return new Chapter(
                "http",
                "HTTP API",
                "A refusal is a JSON object: error is a text for developers, code repeats the status, id is the stable code,"
                        + " and docs leads here.",
                List.of("Stable code", "Status", CAUSE, REMEDY),
                Arrays.stream(Problem.values())
                        .map(problem -> Entry.of(
                                problem.code(), Integer.toString(problem.status()), problem.cause(), problem.remedy()))
                        .toList());
    }

    private static Chapter tokens() {
        return new Chapter(
                "tokens",
                "Connection tokens",
                "Over HTTP they are refused with status 401, and with 503 where the same token may be good in a moment. On a"
                        + " socket the code is the reason in pusher:error.",
                List.of("Stable code", CAUSE, REMEDY),
                Arrays.stream(RefusalCode.values())
                        .filter(code -> isExplainedHereAlone(code.code()))
                        .map(code -> Entry.of(code.code(), code.whatHappened(), code.howToMend()))
                        .toList());
    }

    /** Some codes are those of the HTTP API as well, and are explained there. */
    private static boolean isExplainedHereAlone(String code) {
        return Arrays.stream(Problem.values())
                .noneMatch(problem -> problem.code().equals(code));
    }

    private static Chapter values() {
        return new Chapter(
                "values",
                "Values that cannot be",
                "Over HTTP they are refused with status 400. On a socket the text comes as pusher:error or"
                        + " pusher:subscription_error.",
                List.of("Stable code", CAUSE, REMEDY),
                Arrays.stream(InvalidValue.values()).map(InvalidValue::entry).toList());
    }

    private static Chapter socket() {
        return new Chapter(
                "socket",
                "WebSocket",
                "The number stands in pusher:error and, if the connection ends, in the close frame. Beside it are these words"
                        + " or more precise ones.",
                List.of("Code", "Words", CAUSE, REMEDY, "What Pusher clients do"),
                Arrays.stream(CloseCode.values()).map(SocketCodes::entry).toList());
    }

    private static Chapter reasons() {
        return new Chapter(
                "reasons",
                "Reasons on a WebSocket",
                "Clients that show a token, or connect with carillon=1, find one of these as reason in pusher:error and"
                        + " pusher:subscription_error; or the stable code of a value that cannot be, or of a token that is refused.",
                List.of("Stable code", CAUSE, REMEDY),
                Arrays.stream(Reason.values())
                        .filter(reason -> isExplainedHereAlone(reason.code()))
                        .map(reason -> Entry.of(reason.code(), reason.whatHappened(), reason.howToMend()))
                        .toList());
    }
}
