package org.broadsheet.platform.monitoring;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path as the access log shows it: without anything that may be a secret, in any encoding. The URL of a preview
 * contains its token, and clients put keys in wrong places.
 */
final class LoggedPath {

    private static final String HIDDEN = "***";

    /** The rest of a preview's path, and anything that looks like a key, a webhook's secret or a preview's token. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(?<=[^a-z0-9-]preview)[^a-z0-9-].*"
                    + "|(?:bs_|whsec_).*"
                    + "|(?<![a-z0-9_-])[a-z0-9_-]{30,}+\\.[a-z0-9_-]{30,}+.*",
            Pattern.DOTALL);

    private static final String PREVIEW = "preview";

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

    /** Proxies may have encoded a path again, but hardly ever more often. */
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
        if (!mayHaveSecret(decoded)) {
            return path;
        }
        Matcher secret = SECRET.matcher(decoded);
        return secret.find() ? decoded.substring(0, secret.start()) + HIDDEN : path;
    }

    /**
     * Checks for what every secret contains and hardly any other path does. The pattern takes a hundred times as long,
     * which was a quarter of the time of a cached response.
     */
    private static boolean mayHaveSecret(String path) {
        for (int i = 0; i < path.length(); i++) {
            char character = path.charAt(i);
            if (character == '_' || character == '.' || path.regionMatches(true, i, PREVIEW, 0, PREVIEW.length())) {
                return true;
            }
        }
        return false;
    }

    /** Decodes each octet as a character, because a secret is ASCII. */
    private static String decoded(String path) {
        return ENCODED.matcher(path)
                .replaceAll(octet -> Matcher.quoteReplacement(new String(
                        new byte[] {(byte) Integer.parseInt(octet.group(1), 16)}, StandardCharsets.ISO_8859_1)));
    }
}
