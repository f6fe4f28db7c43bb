package io.carillon.token.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::a00:1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "100::1",
                "5f00::1"
            })
    void is_private(String address) throws UnknownHostException {
        assertThat(AddressGuard.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
                "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.1.0.0", "192.167.255.255", "198.17.255.255",
                        "198.20.0.0",
                "223.255.255.255", "2001:4860:4860::8888", "2a00:1450::1", "2606:4700::1111"
            })
    void is_public(String address) throws UnknownHostException {
        assertThat(AddressGuard.isPrivate(InetAddress.getByName(address))).isFalse();
    }
}
