package io.carillon.controlplane.access;

import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import java.util.concurrent.CompletionStage;

/** What a call is about, once it is known who makes it. */
@FunctionalInterface
public interface Errand {

    /**
     * Carries it out for the sender, whose scope has the operation that the errand was received for. Where it is about
     * channels, the errand makes sure that the scope has those too.
     *
     * @throws io.carillon.controlplane.problem.Refusal if it is refused, now or through the stage; so do values that
     *     cannot be
     */
    CompletionStage<Answer> run(Sender sender, Call call);
}
