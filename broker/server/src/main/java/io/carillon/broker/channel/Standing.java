package io.carillon.broker.channel;

import io.carillon.backplane.App;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.frame.Objection;
import io.carillon.token.ConnectionToken;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a subscription stands on, and falls with. */
public sealed interface Standing {

    /** Why it is not enough to be subscribed to the channel; null if it is. */
    @Nullable
    Objection whyNotOn(ChannelName channel, App app, InstantSource clock);

    /** A key: the one that the connection came with, or one that signed. */
    record OnKey(AppKey key) implements Standing {

        @Override
        public @Nullable Objection whyNotOn(ChannelName channel, App app, InstantSource clock) {
            return Keys.whyNotOn(channel, app, key, clock);
        }
    }

    /** A token that the connection has shown. */
    record OnToken(ConnectionToken token) implements Standing {

        @Override
        public @Nullable Objection whyNotOn(ChannelName channel, App app, InstantSource clock) {
            return Tokens.whyNotOn(channel, app, token, clock);
        }
    }
}
