package io.carillon.broker.standalone;

import io.carillon.process.launch.Assembly;
import io.carillon.process.launch.Launch;
import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the broker's jar begins. */
public final class CarillonBroker implements Assembly {

    private CarillonBroker() {}

    public static void main(String[] arguments) {
        Launch.main(new CarillonBroker(), arguments);
    }

    @Override
    public Role role() {
        return Role.BROKER;
    }

    @Override
    public String sentence() {
        return "Holds client connections; one of several that share a Redis with carillon-control-plane.";
    }

    @Override
    public Plan plan(Settings settings, Addresses addresses) {
        Map<String, Object> modules = modules(settings, addresses);
        modules.put("carillon.broker.standalone", true);
        return new Plan() {
            @Override
            public Map<String, Object> modules() {
                return modules;
            }

            @Override
            public Entrance entrance() {
                return new Entrance("WebSocket", "websocket_url", addresses.webSocket("APP_KEY"));
            }
        };
    }

    /** The broker switched on and set up; for every process that has one. */
    public static Map<String, Object> modules(Settings settings, Addresses addresses) {
        var modules = new HashMap<String, Object>();
        modules.put("carillon.broker.enabled", true);
        modules.put("carillon.broker.path-prefix", addresses.pathPrefix());
        modules.put("carillon.broker.transport.ports", List.of(addresses.port()));
        modules.put("carillon.broker.node-lease", settings.duration(Setting.NODE_LEASE));
        modules.put("carillon.broker.connects-per-second", settings.number(Setting.CONNECTS_PER_SECOND));
        String echo = settings.text(Setting.ECHO);
        modules.put("carillon.broker.echo.enabled", !echo.isEmpty());
        if (!echo.isEmpty()) {
            modules.put("carillon.broker.echo.path", echo);
        }
        return modules;
    }
}
