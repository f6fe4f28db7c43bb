package io.carillon.backplane.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;

/** The certificates by which a Redis proves itself over TLS: those of one file, and no other. */
final class Authority {

    private Authority() {}

    /** @throws IllegalArgumentException if the file holds no certificates */
    static TrustManagerFactory trusting(Path file) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : read(file)) {
                trusted.setCertificateEntry("authority-" + number++, certificate);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory;
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException("a store in memory does not fail", failed);
        }
    }

    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the file " + file + " with the certificate authority of Redis cannot be read", unreadable);
        } catch (CertificateException none) {
            throw new IllegalArgumentException(noCertificate(file), none);
        }
        throw new IllegalArgumentException(noCertificate(file));
    }

    private static String noCertificate(Path file) {
        return "the file " + file + " holds no certificate; it must be PEM, with BEGIN CERTIFICATE in it";
    }
}
