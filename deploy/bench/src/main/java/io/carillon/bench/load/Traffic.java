package io.carillon.bench.load;

/** When to publish, and what a delivery means. Belongs to the event loop. */
interface Traffic {

    /** Nobody publishes. */
    Traffic SILENCE = new Traffic() {
        @Override
        public void begin() {}

        @Override
        public void delivered(Subscriber subscriber, long due, int sequence, byte kind, long now) {}

        @Override
        public void publisherIsIdle() {}

        @Override
        public void end() {}
    };

    void begin();

    /**
     * A subscriber heard a message.
     *
     * @param due when the message was due, {@link System#nanoTime()}
     * @param now when it was read
     */
    void delivered(Subscriber subscriber, long due, int sequence, byte kind, long now);

    /** A publisher that was busy has become idle. */
    void publisherIsIdle();

    /** Publishes nothing from here on; still takes deliveries. */
    void end();
}
