package io.carillon.allinone;

import io.carillon.allinone.playground.PlaygroundSettings;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.Registration;
import io.carillon.broker.standalone.CarillonBroker;
import io.carillon.controlplane.firstapp.FirstApp;
import io.carillon.controlplane.firstapp.Projection;
import io.carillon.process.data.MasterKeys;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.server.Addresses;
import io.carillon.process.server.Backplanes;
import io.carillon.process.server.ServerProcess;
import io.carillon.process.server.ServerProperties;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.util.List;
import java.util.Map;

/** The platform while it runs: broker, control plane and playground in one process. */
final class Platform implements AutoCloseable {

    private final ServerProcess process;
    private final Registration projection;

    private Platform(ServerProcess process, Registration projection) {
        this.process = process;
        this.projection = projection;
    }

    /** Puts it together. The app is there before the first client can ask for it. */
    static Platform start(Settings settings, Addresses addresses, FirstApp app) {
        Backplane backplane = Backplanes.open(settings, MasterKeys.open(settings));
        Registration projection = project(app, settings, backplane);
        var playground =
                new PlaygroundSettings(app, addresses.host(), addresses.pathPrefix(), settings.isOn(Setting.INSECURE));
        return new Platform(
                ServerProcess.start(backplane, addresses, properties(settings, addresses), List.of(playground)),
                projection);
    }

    private static Registration project(FirstApp app, Settings settings, Backplane backplane) {
        try {
            return Projection.of(
                    app.toApp(
                            settings.duration(Setting.ACTIVITY_TIMEOUT),
                            settings.number(Setting.CLIENT_EVENTS_PER_SECOND),
                            settings.number(Setting.MEMBERS_PER_CHANNEL)),
                    backplane.apps());
        } catch (StartRefusedException refused) {
            backplane.close();
            throw refused;
        }
    }

    private static Map<String, Object> properties(Settings settings, Addresses addresses) {
        Map<String, Object> properties = ServerProperties.of(addresses);
        properties.putAll(CarillonBroker.modules(settings, addresses));
        properties.put("carillon.control-plane.enabled", true);
        properties.put("carillon.playground.enabled", true);
        return properties;
    }

    /** Lets go of ports and clients. */
    @Override
    public void close() {
        projection.close();
        process.close();
    }
}
