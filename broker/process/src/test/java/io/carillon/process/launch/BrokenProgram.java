package io.carillon.process.launch;

import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Settings;
import java.util.concurrent.locks.LockSupport;

/** A program with a mistake in it, which is found when some of its threads are there already. */
final class BrokenProgram implements Assembly {

    private BrokenProgram() {}

    public static void main(String[] arguments) {
        Launch.main(new BrokenProgram(), arguments);
    }

    @Override
    public Role role() {
        return Role.BROKER;
    }

    @Override
    public String sentence() {
        return "Never starts.";
    }

    @Override
    public Plan plan(Settings settings, Addresses addresses) {
        new Thread(() -> {
                    while (true) {
                        LockSupport.park();
                    }
                })
                .start();
        throw new IllegalStateException("a mistake");
    }
}
