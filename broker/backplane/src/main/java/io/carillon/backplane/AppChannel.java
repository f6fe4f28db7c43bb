package io.carillon.backplane;

import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.UserId;

/**
 * One channel of one app. Two apps may use the same name and never hear each other.
 *
 * @param app whose channel it is
 * @param name unique in the app
 */
public record AppChannel(AppId app, ChannelName name) implements Comparable<AppChannel> {

    /**
     * The channel on which one user of an app is reached.
     *
     * @throws io.carillon.protocol.InvalidValueException if the id cannot stand in a channel name
     */
    public static AppChannel ofUser(AppId app, UserId user) {
        return new AppChannel(app, ChannelName.serverToUser(user));
    }

    /** By app, then by name. Names come from strangers: with an order, a hash table outlives names made to collide. */
    @Override
    public int compareTo(AppChannel other) {
        int byApp = app.value().compareTo(other.app.value());
        return byApp != 0 ? byApp : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return app + "/" + name;
    }
}
