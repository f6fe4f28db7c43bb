package io.carillon.bench.load;

import io.carillon.bench.wire.Token;

/** Publishes over the connection of each channel's first subscriber. Belongs to the event loop. */
final class Clients implements Outlet {

    private final Tally tally;
    private final int channels;

    Clients(Tally tally, int channels) {
        this.tally = tally;
        this.channels = channels;
    }

    @Override
    public boolean publish(LoadedChannel channel, long due) {
        Subscriber sender = channel.sender();
        if (sender == null || !sender.isWritable()) {
            return false;
        }
        tally.published(channel.subscribers() - 1);
        sender.send(due, channel.nextSequence(), Token.MESSAGE);
        return true;
    }

    @Override
    public boolean hasIdle() {
        return true;
    }

    @Override
    public int publishers() {
        return channels;
    }
}
