package org.broadsheet.identity.access;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** An OpenID Connect issuer on this machine, with a key set of its own. */
final class Issuer {

    private static final String KEY_ID = "of-this-test";

    /** Where the class loaders of the profile and of the tests find the one issuer. */
    private static final String ADDRESS = "test.issuer.address";

    private static final String PRIVATE_KEY = "test.issuer.key";

    private final String address;
    private final PrivateKey key;

    private Issuer(String address, PrivateKey key) {
        this.address = address;
        this.key = key;
    }

    /** The issuer, started by whoever comes first. */
    static Issuer running() {
        try {
            if (System.getProperty(ADDRESS) == null) {
                start();
            }
            byte[] encoded = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
            return new Issuer(
                    System.getProperty(ADDRESS),
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start() throws IOException {
        KeyPair keys = generate();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String address = "http://localhost:" + server.getAddress().getPort();
        response(server, "/.well-known/openid-configuration", """
                {"issuer": "%1$s", "jwks_uri": "%1$s/jwks", "token_endpoint": "%1$s/token",
                 "authorization_endpoint": "%1$s/authorize"}""".formatted(address));
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        response(server, "/jwks", """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}""".formatted(KEY_ID, base64(key.getModulus()), base64(key.getPublicExponent())));
        server.start();
        System.setProperty(ADDRESS, address);
        System.setProperty(
                PRIVATE_KEY,
                Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
    }

    private static void response(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    String address() {
        return address;
    }

    /** The claims of a good token. */
    JwtClaimsBuilder claims(String scope) {
        return Jwt.issuer(address())
                .subject("subject-7")
                .upn("anna@news.example")
                .audience("broadsheet")
                .claim("scope", scope)
                .issuedAt(Instant.now())
                .expiresIn(Duration.ofMinutes(5));
    }

    String sign(JwtClaimsBuilder claims) {
        return sign(claims, key);
    }

    String sign(JwtClaimsBuilder claims, PrivateKey with) {
        return claims.jws().keyId(KEY_ID).sign(with);
    }
}
