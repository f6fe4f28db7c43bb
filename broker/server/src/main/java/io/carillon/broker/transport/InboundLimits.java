package io.carillon.broker.transport;

/**
 * How much a client may send at once.
 *
 * @param messageBytes greatest length of a message, all fragments together
 * @param fragments greatest number of fragments of a message: bookkeeping for tiny ones costs more than they weigh
 * @param framesPerSecond greatest number of frames within a second
 * @param controlFramesPerSecond greatest number of pings, pongs and close frames within a second
 */
record InboundLimits(int messageBytes, int fragments, int framesPerSecond, int controlFramesPerSecond) {}
