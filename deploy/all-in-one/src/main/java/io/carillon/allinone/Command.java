package io.carillon.allinone;

import io.carillon.process.settings.Setting;
import java.util.Map;

/** What was asked for on the command line. */
sealed interface Command {

    void handleBy(Handler handler);

    /** Start everything on this machine, to try things with, and stay until told to stop. */
    record Dev(Map<Setting, String> flags) implements Command {
        @Override
        public void handleBy(Handler handler) {
            handler.dev(this);
        }
    }

    /** The same for real users. */
    record Serve(Map<Setting, String> flags) implements Command {
        @Override
        public void handleBy(Handler handler) {
            handler.serve(this);
        }
    }

    /** Print a text and be done. */
    record Print(String text) implements Command {
        @Override
        public void handleBy(Handler handler) {
            handler.print(this);
        }
    }

    /** Carries out each kind. */
    interface Handler {

        void dev(Dev dev);

        void serve(Serve serve);

        void print(Print print);
    }
}
