package io.carillon.process.launch;

import io.carillon.process.server.Addresses;
import io.carillon.process.server.ServerProcess;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

        /** What the modules are to find besides the backplane and the vault. */
        default List<Object> beans() {
            return List.of();
        }

        /** Called once the process has started. */
        default void started() {}

        Entrance entrance();

        /** Where the first person signs in, as long as there is nobody. */
        default Optional<Entrance> firstSignIn(ServerProcess process) {
            return Optional.empty();
        }
    }

    /**
     * Where clients or servers find the process.
     *
     * @param label for a person, as in {@code HTTP API}
     * @param name for programs, as in {@code http_api_url}
     */
    record Entrance(String label, String name, String address) {}
}
