package org.broadsheet.platform.address;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The public address of Broadsheet, {@code BROADSHEET_PUBLIC_URL}. It may have a path: a proxy then passes on the
 * requests below the path, and removes it. URLs in Broadsheet's responses begin with it.
 *
 * @param value without a slash at its end
 */
public record PublicUrl(String value) {

    public PublicUrl {
        URI uri = URI.create(value);
        if (uri.getScheme() == null || !uri.getScheme().matches("https?") || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "BROADSHEET_PUBLIC_URL must begin with http:// or https:// and a host; it is " + value);
        }
        value = value.replaceFirst("/+$", "");
    }

    /**
     * Returns the configured address.
     *
     * @throws ConfigurationException if the setting is no such address, at the start of the server
     */
    public static PublicUrl configured() {
        return Configured.VALUE;
    }

    /** Reads the setting once, when it is first needed. */
    private static final class Configured {

        static final PublicUrl VALUE = read();

        private static PublicUrl read() {
            try {
                return new PublicUrl(ConfigProvider.getConfig().getValue("broadsheet.public-url", String.class));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(e.getMessage(), e);
            }
        }
    }

    /** Returns scheme, host and port. */
    public String origin() {
        URI uri = URI.create(value);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Returns the path alone; empty where Broadsheet has a host of its own. */
    public String path() {
        return URI.create(value).getRawPath();
    }

    /** @param path of this server, with a slash at its beginning */
    public String pathOf(String path) {
        return path() + path;
    }
}
