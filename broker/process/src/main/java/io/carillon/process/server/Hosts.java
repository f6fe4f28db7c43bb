package io.carillon.process.server;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.protocol.InvalidValueException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the address of a host. */
public final class Hosts {

    private Hosts() {}

    /** @throws StartRefusedException {@code host_unknown} */
    public static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new StartRefusedException(
                    "host_unknown",
                    "There is no address " + InvalidValueException.quote(host) + " to listen on. Set "
                            + Setting.HOST.flag() + " or " + Setting.HOST.environmentName()
                            + " to an address of this machine, such as 127.0.0.1.");
        }
    }
}
