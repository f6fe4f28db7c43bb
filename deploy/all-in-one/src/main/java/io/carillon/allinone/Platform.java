package io.carillon.allinone;

import io.carillon.allinone.playground.PlaygroundPlace;
import io.carillon.backplane.seal.Vault;
import io.carillon.broker.standalone.CarillonBroker;
import io.carillon.controlplane.app.FirstApp;
import io.carillon.controlplane.app.FirstApps;
import io.carillon.controlplane.setup.ControlPlaneSetup;
import io.carillon.process.data.MasterKeys;
import io.carillon.process.server.Addresses;
import io.carillon.process.server.Backplanes;
import io.carillon.process.server.ServerProcess;
import io.carillon.process.server.ServerProperties;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The platform while it runs: broker, control plane and playground in one process. */
final class Platform implements AutoCloseable {

    private final ServerProcess process;

    private Platform(ServerProcess process) {
        this.process = process;
    }

    /** Puts it together. The first app is there before the first client can ask for it. */
    static Platform start(Settings settings, Addresses addresses) {
        Vault vault = MasterKeys.open(settings);
        ControlPlaneSetup setup = ControlPlaneSetup.of(settings, true);
        setup.prepare();
        List<Object> beans = new ArrayList<>(setup.beans());
        beans.add(new PlaygroundPlace(addresses.host(), addresses.pathPrefix(), settings.isOn(Setting.INSECURE)));
        ServerProcess process = ServerProcess.start(
                Backplanes.open(settings, vault), vault, addresses, properties(settings, addresses, setup), beans);
        setup.started();
        return new Platform(process);
    }

    private static Map<String, Object> properties(Settings settings, Addresses addresses, ControlPlaneSetup setup) {
        Map<String, Object> properties = ServerProperties.of(addresses);
        properties.putAll(CarillonBroker.modules(settings, addresses));
        properties.putAll(setup.modules());
        properties.put("carillon.playground.enabled", true);
        return properties;
    }

    /** The app to try things with. */
    FirstApp firstApp() {
        return process.part(FirstApps.class).app().orElseThrow();
    }

    /** Lets go of ports and clients. */
    @Override
    public void close() {
        process.close();
    }
}
