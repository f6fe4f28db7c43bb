package io.carillon.allinone;

import io.carillon.allinone.playground.PlaygroundPlace;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.seal.Vault;
import io.carillon.broker.standalone.CarillonBroker;
import io.carillon.controlplane.account.FirstRun;
import io.carillon.controlplane.app.DemoApp;
import io.carillon.controlplane.app.FirstApp;
import io.carillon.controlplane.app.FirstApps;
import io.carillon.controlplane.setup.ControlPlaneSetup;
import io.carillon.process.data.MasterKeys;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.server.Addresses;
import io.carillon.process.server.Backplanes;
import io.carillon.process.server.ServerProcess;
import io.carillon.process.server.ServerProperties;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.protocol.signature.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The platform while it runs: broker and control plane in one process. */
final class Platform implements AutoCloseable {

    private final ServerProcess process;

    private Platform(ServerProcess process) {
        this.process = process;
    }

    /** To try things with: with an app and a playground. The app is there before the first client can ask for it. */
    static Platform dev(Settings settings, Addresses addresses) {
        return start(
                settings,
                addresses,
                DemoApp.WANTED,
                Map.of("carillon.playground.enabled", true, ServerProperties.PRIVATE_ISSUERS, true),
                List.of(new PlaygroundPlace(
                        addresses.host(), addresses.pathPrefix(), settings.isOn(Setting.INSECURE))));
    }

    /**
     * For real users.
     *
     * @throws StartRefusedException {@code demo_app_present}, and as the parts refuse
     */
    static Platform serve(Settings settings, Addresses addresses) {
        return start(settings, addresses, DemoApp.REFUSED, Map.of(), List.of());
    }

    private static Platform start(
            Settings settings, Addresses addresses, DemoApp demo, Map<String, Object> modules, List<Object> parts) {
        Backplanes.check(settings);
        Vault vault = MasterKeys.open(settings);
        // First: what does not get as far as that leaves nothing on disk but the folder.
        Backplane backplane = Backplanes.open(settings, vault);
        ControlPlaneSetup setup = prepared(settings, demo, backplane);
        Map<String, Object> properties = ServerProperties.of(addresses, settings);
        properties.putAll(CarillonBroker.modules(settings, addresses));
        properties.putAll(setup.modules());
        properties.putAll(modules);
        List<Object> beans = new ArrayList<>(setup.beans());
        beans.addAll(parts);
        ServerProcess process = ServerProcess.start(backplane, vault, addresses, properties, beans);
        setup.started();
        return new Platform(process);
    }

    private static ControlPlaneSetup prepared(Settings settings, DemoApp demo, Backplane backplane) {
        try {
            ControlPlaneSetup setup = ControlPlaneSetup.of(settings, demo);
            setup.prepare();
            return setup;
        } catch (RuntimeException refused) {
            backplane.close();
            throw refused;
        }
    }

    /** The app to try things with. */
    FirstApp firstApp() {
        return process.part(FirstApps.class).app().orElseThrow();
    }

    /** With which the first person signs in; empty once there is somebody. */
    Optional<Secret> firstSignIn() {
        return process.part(FirstRun.class).token();
    }

    /** Lets go of ports and clients. */
    @Override
    public void close() {
        process.close();
    }
}
