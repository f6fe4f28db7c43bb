package io.carillon.controlplane.access;

import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import java.util.concurrent.CompletionStage;

/** What a call of an end user is about, once their token is believed. */
@FunctionalInterface
public interface HolderErrand {

    /**
     * Carries it out. The errand makes sure that the token allows it.
     *
     * @throws io.carillon.controlplane.problem.Refusal if it is refused, now or through the stage; so do values that
     *     cannot be
     */
    CompletionStage<Answer> run(TokenHolder holder, Call call);
}
