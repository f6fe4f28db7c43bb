package io.carillon.controlplane.standalone;

import io.carillon.backplane.App;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.Registration;
import io.carillon.controlplane.firstapp.FirstApp;
import io.carillon.controlplane.firstapp.FirstAppFile;
import io.carillon.controlplane.firstapp.Projection;
import io.carillon.process.launch.Assembly;
import io.carillon.process.launch.Launch;
import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.security.SecureRandom;
import java.util.Map;

/** Where the control plane's jar begins. */
public final class CarillonControlPlane implements Assembly {

    private CarillonControlPlane() {}

    public static void main(String[] arguments) {
        Launch.main(new CarillonControlPlane(), arguments);
    }

    @Override
    public Role role() {
        return Role.CONTROL_PLANE;
    }

    @Override
    public String sentence() {
        return "Takes what servers publish and answers what they ask; shares a Redis with carillon-broker.";
    }

    @Override
    public Plan plan(Settings settings, Addresses addresses) {
        FirstApp first = new FirstAppFile(settings.path(Setting.DATA_DIR)).open(settings, new SecureRandom());
        App app = first.toApp(
                settings.duration(Setting.ACTIVITY_TIMEOUT),
                settings.number(Setting.CLIENT_EVENTS_PER_SECOND),
                settings.number(Setting.MEMBERS_PER_CHANNEL));
        return new Plan() {
            @Override
            public Map<String, Object> modules() {
                return Map.of("carillon.control-plane.enabled", true);
            }

            @Override
            public Registration prepare(Backplane backplane) {
                return Projection.of(app, backplane.apps());
            }

            @Override
            public Entrance entrance() {
                return new Entrance(
                        "HTTP API", "http_api_url", addresses.httpApi(app.id().value()));
            }
        };
    }
}
