package io.carillon.backplane;

import java.util.function.Consumer;
import java.util.function.Predicate;

/** An inbox of a test that cares for what comes, over a backplane that loses nothing. */
public record HearingInbox(Consumer<Envelope> envelopes) implements Inbox {

    @Override
    public void deliver(Envelope envelope) {
        envelopes.accept(envelope);
    }

    @Override
    public void missed(Predicate<AppChannel> channels) {
        throw new AssertionError("envelopes were lost in a backplane that loses nothing");
    }
}
