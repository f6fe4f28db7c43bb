package io.carillon.broker.channel;

import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ServerFrame;

/** Someone who listens to channels. All methods are called on the loop it belongs to. */
public interface Subscriber {

    SocketId socketId();

    Loop loop();

    /** Is told something that is for this subscriber alone. */
    void hear(ServerFrame frame);

    /** Is told something that others are told as well; more may come for it in this turn of the loop. */
    void hear(Wire wire);

    /** As {@link #hear(Wire)}, when nothing else will come for it in this turn: waiting would bring nothing. */
    void hearAtOnce(Wire wire);

    /** Is sent away because the app ended all connections of its user. */
    void terminate();
}
