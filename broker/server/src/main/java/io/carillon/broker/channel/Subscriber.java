package io.carillon.broker.channel;

import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ServerFrame;

/** Someone who listens to channels. All methods are called on the loop it belongs to. */
public interface Subscriber {

    SocketId socketId();

    Loop loop();

    /** Is told something that is for this subscriber alone. */
    void hear(ServerFrame frame);

    /** The way on which it is told what others are told as well; always the same. */
    Outlet outlet();

    /** Is sent away because the app ended all connections of its user. */
    void terminate();
}
