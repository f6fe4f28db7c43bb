package io.carillon.allinone;

import io.carillon.process.settings.Setting;
import java.util.List;
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

    /** Seal everything in the database anew, and be done. */
    record Reseal(Map<Setting, String> flags) implements Command {
        @Override
        public void handleBy(Handler handler) {
            handler.reseal(this);
        }
    }

    /** Ask or tell a running platform something, and be done. */
    record Manage(List<String> words) implements Command {

        public Manage {
            words = List.copyOf(words);
        }

        @Override
        public void handleBy(Handler handler) {
            handler.manage(this);
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

        void reseal(Reseal reseal);

        void manage(Manage manage);

        void print(Print print);
    }
}
