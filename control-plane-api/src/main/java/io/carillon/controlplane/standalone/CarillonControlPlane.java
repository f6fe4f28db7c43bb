package io.carillon.controlplane.standalone;

import io.carillon.controlplane.account.FirstRun;
import io.carillon.controlplane.app.DemoApp;
import io.carillon.controlplane.setup.ControlPlaneSetup;
import io.carillon.process.launch.Assembly;
import io.carillon.process.launch.Launch;
import io.carillon.process.server.Addresses;
import io.carillon.process.server.ServerProcess;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        ControlPlaneSetup setup = ControlPlaneSetup.of(settings, DemoApp.TOLERATED);
        setup.prepare();
        return new Plan() {
            @Override
            public Map<String, Object> modules() {
                return setup.modules();
            }

            @Override
            public List<Object> beans() {
                return setup.beans();
            }

            @Override
            public void started() {
                setup.started();
            }

            @Override
            public Optional<Entrance> firstSignIn(ServerProcess process) {
                return process.part(FirstRun.class)
                        .token()
                        .map(token -> new Entrance(
                                "Sign in", "first_sign_in_url", addresses.page("/setup#" + token.reveal())));
            }

            @Override
            public Entrance entrance() {
                return new Entrance(
                        "HTTP API",
                        "http_api_url",
                        addresses.httpApi(settings.isSet(Setting.APP_ID) ? settings.text(Setting.APP_ID) : "APP_ID"));
            }
        };
    }
}
