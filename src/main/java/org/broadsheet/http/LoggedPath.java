package org.broadsheet.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path as the access log shows it: without anything that may be a secret, however the path is written. A preview's token
 * is in its address, and clients put keys where they do not belong.
 */
final class LoggedPath {

    private static final String HIDDEN = "***";

    /** What follows the address of previews, and what has the form of a key, a webhook's secret or a preview's token. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(?<=[^a-z0-9-]preview)[^a-z0-9-].*"
                    + "|(?:bs_|whsec_).*"
                    + "|(?<![a-z0-9_-])[a-z0-9_-]{30,}+\\.[a-z0-9_-]{30,}+.*",
            Pattern.DOTALL);

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

    /** Servers in front may have encoded a path again, but hardly ever more often. */
    private static final int MOST_DECODED = 4;

    private LoggedPath() {}

    /** @param path as it was sent, without its query; null is empty */
    static String of(String path) {
        if (path == null) {
            return "";
        }
        String decoded = path;
        for (int i = 0; i < MOST_DECODED && decoded.indexOf('%') >= 0; i++) {
            decoded = decoded(decoded);
        }
        Matcher secret = SECRET.matcher(decoded);
        return secret.find() ? decoded.substring(0, secret.start()) + HIDDEN : path;
    }

    /** Octets are characters here: none of those that a secret has is beyond ASCII. */
    private static String decoded(String path) {
        return ENCODED.matcher(path)
                .replaceAll(octet -> Matcher.quoteReplacement(new String(
                        new byte[] {(byte) Integer.parseInt(octet.group(1), 16)}, StandardCharsets.ISO_8859_1)));
    }
}
