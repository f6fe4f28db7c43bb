package io.carillon.backplane.seal;

/** The master key of tests, which is no secret. */
public final class TestVault {

    public static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    public static final Vault VAULT = Vault.of(KEY);

    private TestVault() {}
}
