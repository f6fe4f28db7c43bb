package io.carillon.allinone;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.server.Hosts;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;

/** Who can reach the ports. */
final class Exposure {

    private Exposure() {}

    /**
     * Refuses to show development secrets to a network.
     *
     * @throws StartRefusedException {@code host_unknown} or {@code host_exposed}
     */
    static void check(Settings settings) {
        boolean ownSecret = settings.origin(Setting.APP_SECRET).isPresent();
        if (!isLoopback(settings.text(Setting.HOST)) && !ownSecret && !settings.isOn(Setting.INSECURE)) {
            throw new StartRefusedException(
                    "host_exposed",
                    "Carillon does not listen on " + settings.text(Setting.HOST)
                            + " with secrets that it generated for development: others can reach that address. Either set your own secret with "
                            + Setting.APP_SECRET.environmentName() + " (and " + Setting.APP_ID.environmentName() + ", "
                            + Setting.APP_KEY.environmentName() + "), or add " + Setting.INSECURE.flag()
                            + " if everybody on that network may know the secrets.");
        }
    }

    static boolean isLoopback(String host) {
        return Hosts.resolve(host).isLoopbackAddress();
    }
}
