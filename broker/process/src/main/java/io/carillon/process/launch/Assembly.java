package io.carillon.process.launch;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.Registration;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Settings;
import java.util.Map;

/** What one role adds to what every process does. */
public interface Assembly {

    Role role();

    /** One sentence for the help. */
    String sentence();

    /** Decides how this process is to be. @throws StartRefusedException if it cannot be so */
    Plan plan(Settings settings, Addresses addresses);

    /** How a process of this role is to be. */
    interface Plan {

        /** The properties of the framework that switch the role's modules on and set them up. */
        Map<String, Object> modules();

        /**
         * Sees to what must be there before the first request can come.
         *
         * @return ends when the process does
         * @throws StartRefusedException if it cannot be there
         */
        default Registration prepare(Backplane backplane) {
            return () -> {};
        }

        Entrance entrance();
    }

    /**
     * Where clients or servers find the process.
     *
     * @param label for a person, as in {@code HTTP API}
     * @param name for programs, as in {@code http_api_url}
     */
    record Entrance(String label, String name, String address) {}
}
