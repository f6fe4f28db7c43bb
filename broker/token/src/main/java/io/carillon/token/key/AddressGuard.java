package io.carillon.token.key;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Keeps fetches out of the platform's own networks. An app's owner chooses the URL of a key set, and is not to reach with it what
 * only this machine can: databases, neighbours, the cloud's metadata.
 *
 * <p>The client asks for the address again after this check. That gains an attacker nothing: Java remembers the answer for longer than
 * lies between the two, and with https whoever is behind another address would have to prove that it has the name.
 */
final class AddressGuard {

    private final boolean privateAddressesAllowed;

    AddressGuard(boolean privateAddressesAllowed) {
        this.privateAddressesAllowed = privateAddressesAllowed;
    }

    /** Asks for the host's addresses, and may take as long as that takes. */
    void check(JwksUrl url) throws KeysUnavailableException {
        String host = url.uri().getHost();
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new KeysUnavailableException("is on a host that has no address");
        }
        if (!privateAddressesAllowed && Arrays.stream(addresses).anyMatch(AddressGuard::isPrivate)) {
            throw new KeysUnavailableException(
                    "is at an address that is not public; the operator of the platform can allow private ones");
        }
    }

    /** Whether an address is anything but one on the open internet. */
    static boolean isPrivate(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? isPrivate4(bytes) : isPrivate6(bytes);
    }

    private static boolean isPrivate4(byte[] address) {
        int first = address[0] & 0xff;
        int second = address[1] & 0xff;
        int third = address[2] & 0xff;
        return first == 0
                || first >= 240
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && (second & 0xfe) == 18)
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
    }

    /** What is globally routed begins with 2 or 3; some of that carries an IPv4 address, which may be a private one. */
    private static boolean isPrivate6(byte[] address) {
        int group = (address[0] & 0xff) << 8 | address[1] & 0xff;
        int next = (address[2] & 0xff) << 8 | address[3] & 0xff;
        boolean global = (group & 0xe000) == 0x2000;
        boolean carriesIpv4 = group == 0x2002 || (group == 0x2001 && next == 0);
        return !global || carriesIpv4 || (group == 0x2001 && next == 0xdb8);
    }
}
