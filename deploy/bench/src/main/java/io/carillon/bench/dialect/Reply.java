package io.carillon.bench.dialect;

/** What is to be done about a text that is no delivery. */
public sealed interface Reply {

    Reply NOTHING = new Nothing();
    Reply JOINED = new Joined();

    /** Does what each kind asks for. */
    interface Handler {
        /** The connection is subscribed. */
        void joined();

        /** The server waits for this text. */
        void say(String text);

        /** The server refused something. */
        void complain(String text);

        /** Nothing that concerns a generator. */
        void nothing();
    }

    void handleBy(Handler handler);

    record Joined() implements Reply {
        @Override
        public void handleBy(Handler handler) {
            handler.joined();
        }
    }

    record Say(String text) implements Reply {
        @Override
        public void handleBy(Handler handler) {
            handler.say(text);
        }
    }

    record Complain(String text) implements Reply {
        @Override
        public void handleBy(Handler handler) {
            handler.complain(text);
        }
    }

    record Nothing() implements Reply {
        @Override
        public void handleBy(Handler handler) {
            handler.nothing();
        }
    }
}
