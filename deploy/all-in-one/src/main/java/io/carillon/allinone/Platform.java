package io.carillon.allinone;

import io.carillon.allinone.playground.PlaygroundPlace;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.seal.Vault;
import io.carillon.broker.standalone.CarillonBroker;
import io.carillon.controlplane.account.FirstRun;
import io.carillon.controlplane.app.DemoApp;
import io.carillon.controlplane.app.FirstApp;
import io.carillon.controlplane.app.FirstApps;
import io.carillon.controlplane.app.Projection;
import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.management.CallerSource;
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
import java.util.function.Supplier;

/** The platform while it runs: broker and control plane in one process. */
final class Platform implements AutoCloseable {

    private static final Map<String, Object> IN_MEMORY = Map.of(
            ServerProperties.PRIVATE_ISSUERS,
            true,
            // A native library belongs to one class loader: to that of the program around, if it needs it.
            "micronaut.netty.event-loops.default.transport",
            "nio",
            "micronaut.netty.event-loops.parent.transport",
            "nio",
            // They listen to the whole JVM and the whole log, for ever: through them a platform that has stopped would
            // stay in memory.
            "micronaut.metrics.binders.jvm.enabled",
            false,
            "micronaut.metrics.binders.logback.enabled",
            false);

    private final ServerProcess process;

    private Platform(ServerProcess process) {
        this.process = process;
    }

    /** To try things with: with an app and a playground. The app is there before the first client can ask for it. */
    static Platform dev(Settings settings, Addresses addresses) {
        return start(
                settings,
                addresses,
                () -> ControlPlaneSetup.of(settings, DemoApp.WANTED),
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
        return start(settings, addresses, () -> ControlPlaneSetup.of(settings, DemoApp.REFUSED), Map.of(), List.of());
    }

    /** For tests of other programs: with an app, with somebody who may everything, and in memory alone. */
    static Platform inMemory(Settings settings, Addresses addresses, DatabaseSettings database, CallerSource operator) {
        return start(
                settings,
                addresses,
                () -> ControlPlaneSetup.over(database, settings, DemoApp.WANTED),
                IN_MEMORY,
                List.of(operator));
    }

    private static Platform start(
            Settings settings,
            Addresses addresses,
            Supplier<ControlPlaneSetup> controlPlane,
            Map<String, Object> modules,
            List<Object> parts) {
        Backplanes.check(settings);
        Vault vault = MasterKeys.open(settings);
        // First: what does not get as far as that leaves nothing on disk but the folder.
        Backplane backplane = Backplanes.open(settings, vault);
        ControlPlaneSetup setup = prepared(controlPlane, backplane);
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

    private static ControlPlaneSetup prepared(Supplier<ControlPlaneSetup> controlPlane, Backplane backplane) {
        try {
            ControlPlaneSetup setup = controlPlane.get();
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

    /** One more like it. */
    FirstApp anotherApp() {
        FirstApp app = process.part(FirstApps.class).another();
        process.part(Projection.class).bring(app.id().value());
        return app;
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
